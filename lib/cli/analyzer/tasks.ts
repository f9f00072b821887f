import { randomUUID } from "node:crypto";
import { judge, WireError, type WireRequest } from "#lib/iam/wire/index.ts";

export type Question = { request: WireRequest; account: string; now: Date };

/** What was found, or the error of the protocol that is answered. */
export type Judged = { ok: true; found: object } | { ok: false; refusal: Refusal };
export type Refusal = Pick<WireError, "name" | "status" | "message" | "members" | "headers">;

/** A request that takes more is answered as not decided: within about a second, which is what clients wait for. */
const LIMITS = { steps: 6_000_000 };

/** What is done with the policies of a request in a process apart. */
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

/** Loaded with the first policy that is validated: the checks do without. */
async function facts(documents: string[]) {
  return (await import("#lib/policies/analyzer/service-facts.ts")).serviceFacts(documents);
}
