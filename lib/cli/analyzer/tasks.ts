import { randomUUID } from "node:crypto";
import { judge, WireError, type WireRequest } from "#lib/iam/wire/index.ts";

export type Question = { request: WireRequest; account: string; now: Date };

/** The findings, or the protocol error to return. */
export type Judged = { ok: true; found: object } | { ok: false; refusal: Refusal };
export type Refusal = Pick<WireError, "name" | "status" | "message" | "members" | "headers">;

/**
 * A request that needs more steps is answered as undecided. This takes about a second, which is how long clients wait.
 */
const LIMITS = { steps: 6_000_000 };

/** Tasks that separate processes run on the policies of a request. */
export const ANALYZER_TASKS = {
  async judge({ request, account, now }: Question): Promise<Judged> {
    try {
      const means = { account, now, newId: () => randomUUID(), limits: LIMITS, facts };
      return { ok: true, found: await judge(request, means) };
    } catch (error) {
      if (!(error instanceof WireError)) throw error;
      const { name, status, message, members, headers } = error;
      return { ok: false, refusal: { name, status, message, members, headers } };
    }
  },
};

/** Loaded with the first policy to validate, because the checks do not need it. */
async function facts(documents: string[]) {
  return (await import("#lib/policies/analyzer/service-facts.ts")).serviceFacts(documents);
}
