import { type ServiceFacts, validatePolicy } from "#lib/iam/index.ts";
import type { SensitiveAccess } from "./profile.ts";

/** Policy validation codes for an unknown action and for an action of an unknown service. */
const CODES = ["INVALID_ACTION", "INVALID_SERVICE_IN_ACTION"];

/** A policy that names every listed action, because an invalid action is invalid in any policy. */
export function policyOfLists(sensitive: readonly SensitiveAccess[]): string {
  const actions = [...new Set(sensitive.flatMap((list) => list.actions))];
  return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
}

/**
 * Listed actions that do not exist, in policy validation's words: “The action iam:CreateUsr does not exist. Did you
 * mean iam:CreateUser?” Such a check only catches matching wildcards. `facts` come from `policyOfLists`; actions newer
 * than them are included.
 */
export function unknownActions(sensitive: readonly SensitiveAccess[], facts: ServiceFacts): string[] {
  const { findings } = validatePolicy({ source: policyOfLists(sensitive), type: "identity", facts });
  return findings.filter(({ issueCode }) => CODES.includes(issueCode)).map(({ findingDetails }) => findingDetails);
}
