import { matchBy, statementPlace } from "#lib/checks/match-across-versions.ts";
import { mayGrant } from "#lib/checks/policy-type.ts";
import { RULES } from "#lib/checks/rule-table.ts";
import { isOfUnread, saysUnread } from "#lib/checks/unread.ts";
import { identify } from "#lib/cli/check/input/identify.ts";
import type { TextResult } from "#lib/cli/check/judge/check-text.ts";
import type { Place, PlacedResult, ShownDraft } from "#lib/cli/check/report/placed-result.ts";
import type { FileResult } from "#lib/cli/check/report/report.ts";
import { suppress } from "#lib/cli/check/suppressions/suppress.ts";

/** A result of the previous version that is gone now. The line number is from the previous version. */
export type FixedResult = Place & Pick<PlacedResult, "rule" | "level" | "resource" | "policyName" | "line" | "message">;

/** The findings in the previous version. */
export type Before = Pick<TextResult, "drafts" | "suppressions">;

const OF_ACCESS = new Set(RULES.map(({ id }) => id));

/** Rules that report added access. */
const WIDENING = new Set(["ADDED_ACCESS", "REMOVED_DENY", "WIDENED_LIMIT"]);

const NOBODY = { ignore: new Set<string>(), baseline: new Set<string>() };

/**
 * A file's results, each new or known, and the fixed results. Results without a fingerprint count as new, unless the
 * whole file is unchanged. Nothing that is now unreadable counts as fixed.
 */
export function fixedResults(
  results: readonly PlacedResult[],
  { before, drafts, file, uri, format }: FileResult,
): { results: PlacedResult[]; fixed: FixedResult[] } {
  if (before === "same") return { results: results.map((result) => ({ ...result, state: "unchanged" })), fixed: [] };
  if (before === null) return { results: results.map((result) => ({ ...result, state: "new" })), fixed: [] };
  const then = resultsBefore({ file, uri, before });
  const seen = new Set(results.map(({ fingerprint }) => fingerprint));
  const gone = then.results.filter(({ fingerprint }) => !seen.has(fingerprint));
  const others = results.filter(({ fingerprint }) => !then.known.has(fingerprint));
  const partners = matchBy([placeKey], gone, others);
  const here = new Set(partners.values());
  const names = new Set(namesOf(drafts));
  const mayBeWider = mayBeWiderUnsaid(results);
  const isKnown = (result: PlacedResult) =>
    then.known.has(result.fingerprint) || (here.has(result) && names.has(result.fingerprint) && !mayBeWider(result));
  const stated = results.map((result): PlacedResult => ({ ...result, state: isKnown(result) ? "unchanged" : "new" }));
  const unread = results.filter(saysUnread).map(whereOf);
  const isRead = (result: PlacedResult) => !unread.some((one) => isOfUnread(whereOf(result), one));
  const fixed = gone.filter((one) => !one.accepted && !partners.has(one) && format !== "unreadable" && isRead(one));
  return { results: stated, fixed: fixed.map(fixedOf) };
}

/**
 * Findings about a changed statement's access are matched by place, because added access is reported separately.
 * Unevaluated findings and validation faults are not, because another may take their place.
 */
function placeKey(result: PlacedResult): string | null {
  const { rule, level, resource, policyName, policyKind } = result;
  const statement = statementPlace(result);
  if (statement === null || level === "incomplete" || policyKind === null) return null;
  if (!mayGrant(policyKind) || !OF_ACCESS.has(rule)) return null;
  return JSON.stringify([rule, level, resource, policyName, policyKind, statement]);
}

/**
 * Whether a policy may allow more than before without a result that says so. Findings about changed statements then
 * count as new, because nothing else reports the addition.
 */
function mayBeWiderUnsaid(results: readonly PlacedResult[]): (result: PlacedResult) => boolean {
  const isUnsaid = ({ rule, level, accepted }: PlacedResult) =>
    level === "incomplete" || (WIDENING.has(rule) && (accepted !== null || level !== "blocking"));
  const open = results.filter(isUnsaid).map(({ resource }) => resource);
  return ({ resource }) => open.some((one) => one === null || one === resource || resource?.startsWith(`${one}/`));
}

function whereOf({ resource, policyName }: PlacedResult) {
  return { logicalId: resource ?? "", policyName };
}

/** The findings in a file's previous version, and the fingerprints of everything seen in it. */
function resultsBefore({ before, ...place }: Place & { before: Before }): {
  results: PlacedResult[];
  known: ReadonlySet<string>;
} {
  const { results, refused } = suppress(identify(before.drafts, place, NOBODY), before);
  return { results, known: new Set(namesOf([...before.drafts, ...refused])) };
}

function namesOf(drafts: readonly ShownDraft[]): string[] {
  return drafts.flatMap(({ fingerprint }) => fingerprint ?? []);
}

function fixedOf({ file, uri, rule, level, resource, policyName, line, message }: PlacedResult): FixedResult {
  return { file, uri, rule, level, resource, policyName, line, message };
}
