import type { ProfileDefinition, SensitiveAccess } from "#lib/checks/profile.ts";
import { ANALYZER_WORDS, LEVEL_WORDS } from "./check-words.ts";

/** One part of a profile that differs between two versions, with its additions and removals. */
export type ProfileChange = {
  part: string;
  change: "added" | "removed" | "changed";
  added: string[];
  removed: string[];
};

/** The changes from one version of a profile to another, rule by rule. */
export function profileDiff(before: ProfileDefinition, after: ProfileDefinition): ProfileChange[] {
  const lists: [string, string[], string[]][] = [
    ["Identity policies may grant no more than", before.references.identity, after.references.identity],
    ["Resource and trust policies may grant no more than", before.references.resource, after.references.resource],
    ["Managed policies that may be attached", before.acceptedManagedPolicies, after.acceptedManagedPolicies],
    ["Blocking validation results", levels(before), levels(after)],
    ["Own account", accounts(before), accounts(after)],
    ["Trusted principals", before.trustedPrincipals, after.trustedPrincipals],
    ["Analyzer", [ANALYZER_WORDS[before.analyzer]], [ANALYZER_WORDS[after.analyzer]]],
    ["Public access", asked(before.publicAccess), asked(after.publicAccess)],
    ["Access keys", asked(before.credentials), asked(after.credentials)],
  ];
  return [
    ...rulesDiff(before.sensitive, after.sensitive),
    ...lists.flatMap(([part, old, now]) => listDiff(part, old, now)),
  ];
}

const levels = ({ validation }: ProfileDefinition) => validation.block.map((level) => LEVEL_WORDS[level]);
const accounts = ({ account }: ProfileDefinition) => [account ?? "not set"];
const asked = (value: boolean) => [value ? "checked" : "not checked"];

/** Rules are identified by name; a renamed rule is a different rule. */
function rulesDiff(before: readonly SensitiveAccess[], after: readonly SensitiveAccess[]): ProfileChange[] {
  const gone = before.filter(({ name }) => !after.some((rule) => rule.name === name));
  return [
    ...after.flatMap((rule): ProfileChange[] => {
      const old = before.find(({ name }) => name === rule.name);
      if (!old) return [{ part: rule.name, change: "added", added: itemsOf(rule), removed: [] }];
      return listDiff(rule.name, itemsOf(old), itemsOf(rule));
    }),
    ...gone.map((rule): ProfileChange => ({ part: rule.name, change: "removed", added: [], removed: itemsOf(rule) })),
  ];
}

function itemsOf({ actions, resources }: SensitiveAccess): string[] {
  return [...(actions.length > 0 ? actions : ["any action"]), ...(resources.length > 0 ? resources : ["any resource"])];
}

function listDiff(part: string, before: readonly string[], after: readonly string[]): ProfileChange[] {
  const added = after.filter((item) => !before.includes(item));
  const removed = before.filter((item) => !after.includes(item));
  return added.length + removed.length > 0 ? [{ part, change: "changed", added, removed }] : [];
}
