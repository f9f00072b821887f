import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Unavailable } from "#lib/errors.ts";
import {
  AccountResources,
  answer,
  errorAnswer,
  type ManagedPolicy,
  PreviewStore,
  WireError,
  type WireRequest,
  type WireResponse,
} from "#lib/iam/wire/index.ts";
import { managedPolicy as awsManagedPolicy } from "#lib/policies/analyzer/aws-managed-policies.ts";
import type { Pool } from "#lib/processes/pool.ts";
import { judgeApart } from "./judge-apart.ts";

export type AnswererOptions = {
  account: string;
  /** Managed policies by name. These names take precedence over AWS's own policies. */
  managedPolicies?: ReadonlyMap<string, ManagedPolicy>;
  complain: (line: string) => void;
};

export type Answerer = (request: IncomingMessage, body: Uint8Array) => Promise<WireResponse>;

/**
 * Looks among the given policies, then among AWS's own. If AWS's own are not available, reports so and returns nothing.
 */
function managedPolicyIn({ managedPolicies, complain }: AnswererOptions) {
  return (arn: string): ManagedPolicy | undefined => {
    const given = managedPolicies?.get(arn.slice(arn.lastIndexOf("/") + 1));
    if (given !== undefined) return given;
    try {
      return awsManagedPolicy(arn);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      complain(error.message);
      return undefined;
    }
  };
}

/**
 * Answers requests for one account, which starts empty; the pool judges. Internal errors are reported to `complain`.
 */
export function answererFor(options: AnswererOptions, pool: Pool): Answerer {
  const { account, complain } = options;
  const store = new PreviewStore(new Date());
  const resources = new AccountResources();
  const managedPolicy = managedPolicyIn(options);
  const judges = judgeApart(pool);
  return async ({ method = "GET", url = "/", headers }, body) => {
    const requestId = randomUUID();
    const [path = "/", query = ""] = url.split(/\?(.*)/s);
    const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
    const now = new Date();
    const judge = (request: WireRequest) => judges({ request, account, now });
    const kept = { account, store, resources, managedPolicy, limits: {}, judge };
    try {
      const surroundings = { ...kept, requestId, now, newId: () => randomUUID() };
      return await answer({ method, path, query, headers: given, body }, surroundings);
    } catch (error) {
      complain(`Request ${requestId} failed: ${error instanceof Error ? error.stack : String(error)}`);
      const message = `Something went wrong. Find ${requestId} in the analyzer's output.`;
      return errorAnswer(new WireError("InternalServerException", 500, message), requestId);
    }
  };
}

/** The response to a body that is too large to read. */
export function tooLarge(most: number): WireResponse {
  const message = `The request is larger than ${most} bytes.`;
  const error = new WireError("ValidationException", 413, message, { reason: "other" }, { connection: "close" });
  return errorAnswer(error, randomUUID());
}
