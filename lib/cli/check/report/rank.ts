import { foundIn, type Level, type PlacedResult } from "./placed-result.ts";
import type { Report } from "./report.ts";

const LEVEL_RANK: Record<Level, number> = { blocking: 0, incomplete: 1, warning: 2, suggestion: 3 };

/** Ranks after escalation paths: who is let in, then new access. */
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
 * Results by importance: blocking first, then privilege escalation, public access, external access, new access and the
 * rest. Existing results follow new ones, and accepted ones come last.
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
