import { type ServiceFacts, validatePolicy } from "#lib/iam/index.ts";
import type { SensitiveAccess } from "./profile.ts";

/** What policy validation says of an action that is none, and of one of a service that is none. */
const CODES = ["INVALID_ACTION", "INVALID_SERVICE_IN_ACTION"];

/** The policy that names what the lists name: what is wrong with an action is wrong wherever it stands. */
export function policyOfLists(sensitive: readonly SensitiveAccess[]): string {
  const actions = [...new Set(sensitive.flatMap((list) => list.actions))];
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
}

/**
 * Which listed actions there are not, in the words of policy validation: “The action iam:CreateUsr does not exist. Did you mean
 * iam:CreateUser?” A check of such a one finds wildcards that take it, and nothing else. `facts` are those of `policyOfLists`; an action that is newer than
 * they are is named too.
 */
export function unknownActions(sensitive: readonly SensitiveAccess[], facts: ServiceFacts): string[] {
  const { findings } = validatePolicy({ source: policyOfLists(sensitive), type: "identity", facts });
  return findings.filter(({ issueCode }) => CODES.includes(issueCode)).map(({ findingDetails }) => findingDetails);
}
