import { isOfUnread, saysUnread } from "#lib/checks/unread.ts";
import type { TextResult } from "./check-text.ts";
import { identify } from "./identify.ts";
import type { Place, PlacedResult } from "./placed-result.ts";
import type { FileResult } from "./report.ts";
import { suppress } from "./suppress.ts";

/** A result of the version before that is not there any more. The line is that of the version before. */
export type FixedResult = Place & Pick<PlacedResult, "rule" | "level" | "resource" | "policyName" | "line" | "message">;

/** What was found in the version before. */
export type Before = Pick<TextResult, "drafts" | "suppressions">;

const NOBODY = { ignore: new Set<string>(), baseline: new Set<string>() };

/**
 * The results of a file, each new or there before, and those that are fixed. What has no fingerprint is content that was not
 * seen: it counts as new, unless nothing in the file has changed. Of what can not be read now nothing is fixed.
 */
export function sinceBefore(
  results: readonly PlacedResult[],
  { before, file, uri, format }: FileResult,
): { results: PlacedResult[]; fixed: FixedResult[] } {
  if (before === "same") return { results: results.map((result) => ({ ...result, state: "unchanged" })), fixed: [] };
  if (before === null) return { results: results.map((result) => ({ ...result, state: "new" })), fixed: [] };
  const then = resultsBefore({ file, uri, before });
  const seen = new Set(results.map(({ fingerprint }) => fingerprint));
  const stated = results.map((result): PlacedResult => {
    return { ...result, state: then.known.has(result.fingerprint) ? "unchanged" : "new" };
  });
  const gone = then.open.filter(({ fingerprint }) => !seen.has(fingerprint));
  const unread = results.filter(saysUnread).map(whereOf);
  const isKnown = (result: PlacedResult) => !unread.some((one) => isOfUnread(whereOf(result), one));
  const fixed = format === "unreadable" ? [] : gone.filter(isKnown);
  return { results: stated, fixed: fixed.map(fixedOf) };
}

function whereOf({ resource, policyName }: PlacedResult) {
  return { logicalId: resource ?? "", policyName };
}

/** What nobody had accepted in the file, and the fingerprints of all that was seen in it. */
function resultsBefore({ before, ...place }: Place & { before: Before }): {
  open: PlacedResult[];
  known: ReadonlySet<string>;
} {
  const { results, refused } = suppress(identify(before.drafts, place, NOBODY), before);
  const known = new Set([...before.drafts, ...refused].flatMap(({ fingerprint }) => fingerprint ?? []));
  return { open: results.filter(({ accepted }) => !accepted), known };
}

function fixedOf({ file, uri, rule, level, resource, policyName, line, message }: PlacedResult): FixedResult {
  return { file, uri, rule, level, resource, policyName, line, message };
}
