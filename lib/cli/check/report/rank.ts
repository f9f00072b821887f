import { foundIn, type Level, type PlacedResult } from "./placed-result.ts";
import type { Report } from "./report.ts";

const LEVEL_RANK: Record<Level, number> = { blocking: 0, incomplete: 1, warning: 2, suggestion: 3 };

/** After whoever could gain everything: who is let in, then what is new. */
const RULE_RANK = new Map([
  ["CRED-8", 0],
  ["PUBLIC_ACCESS", 1],
  ["EXTERNAL_PRINCIPAL", 2],
  ["CRED-9", 2],
  ["ADDED_ACCESS", 3],
  ["NEW_ACCESS", 3],
]);
const REST = 4;

/**
 * Results in the order in which people should look at them: what blocks before what does not, and among these the ways to
 * more privileges, public access, access from outside, new access and the rest. What was there before comes after all that is
 * new, and what was accepted last.
 */
export function ranked({ findings, files }: Pick<Report, "findings" | "files">): PlacedResult[] {
  const escalating = new Set(files.flatMap(({ uri, escalations }) => escalations.map((one) => key(uri, one.resource))));
  const ruleRank = (result: PlacedResult) => {
    const { rule, resource, policyKind } = result;
    if (policyKind === "identity" && escalating.has(key(foundIn(result), resource))) return 0;
    return RULE_RANK.get(rule) ?? REST;
  };
  const rank = (result: PlacedResult) =>
    (result.accepted ? 1000 : 0) +
    (result.state === "unchanged" ? 100 : 0) +
    LEVEL_RANK[result.level] * 10 +
    ruleRank(result);
  return findings
    .map((result) => ({ result, at: rank(result) }))
    .sort((a, b) => a.at - b.at)
    .map(({ result }) => result);
}

function key(uri: string, resource: string | null): string {
  return JSON.stringify([uri, resource]);
}
