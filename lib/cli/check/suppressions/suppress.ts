import { isNamedBy } from "#lib/cli/check/input/identify.ts";
import type { TextResult } from "#lib/cli/check/judge/check-text.ts";
import { type PlacedResult, type ShownDraft, shownDraft } from "#lib/cli/check/report/placed-result.ts";
import type { Position } from "#lib/iam/index.ts";
import { sha256 } from "#lib/sha256.ts";
import type { ShownSuppression, Suppression } from "./suppressions.ts";

type Suppressed = { results: PlacedResult[]; refused: ShownDraft[] };

/**
 * A file's results, with those its suppressions accept, and a finding for each unused suppression. Unseen content has
 * no fingerprint and stays open, and gaps must be named.
 */
export function suppress(
  results: readonly PlacedResult[],
  { suppressions, drafts }: Pick<TextResult, "suppressions" | "drafts">,
): Suppressed {
  const mayBeAccepted = (index: number) => drafts[index]?.fingerprint !== null;
  const reasoned = suppressions.filter(({ rule, reason }) => rule !== "" && reason !== "");
  const used = new Set<Suppression>();
  const accepted = results.map((result, index): PlacedResult => {
    const named = reasoned.filter((one) => isMeant(one, result) && isNamedBy(one.rule, result) && mayBeAccepted(index));
    const [first] = named;
    if (!first) return result;
    for (const one of named) used.add(one);
    return result.accepted ? result : { ...result, accepted: "suppressed", acceptedReason: first.reason };
  });
  const unused = suppressions.filter((one) => !used.has(one));
  return { results: accepted, refused: unused.map((one) => refusal(one, results)) };
}

function isMeant({ at, resource }: Suppression, result: PlacedResult): boolean {
  return at === null ? resource === result.resource : at === result.line;
}

function refusal(suppression: ShownSuppression, results: readonly PlacedResult[]): ShownDraft {
  const { rule, reason, line, resource, excerpt } = suppression;
  const isThere = results.some((result) => result.rule === rule && isMeant(suppression, result));
  const [level, message] =
    rule === "" || reason === ""
      ? (["warning", "This suppression gives no reason, so it accepts nothing."] as const)
      : isThere
        ? ([
            "warning",
            `The ${rule} finding here cannot be accepted in the file, because its content is not fully known.`,
          ] as const)
        : (["suggestion", `This suppression accepts nothing: there is no ${rule} finding here.`] as const);
  const start: Position = { line, column: 0, offset: 0 };
  const fingerprint = `${sha256(JSON.stringify(["SUPPRESSION", rule, reason, resource, level]))}:1`;
  const about = { resource, span: { start, end: start }, fingerprint };
  return shownDraft({ rule: "SUPPRESSION", level, message, ...about }, excerpt);
}
