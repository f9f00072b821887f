import { ruleOf } from "#lib/checks/rule-table.ts";
import type { Place, PlacedResult, ShownDraft } from "#lib/cli/check/report/placed-result.ts";
import { sha256 } from "#lib/sha256.ts";

/** Results accepted by --ignore and --baseline, and by a file itself. */
export type Accepted = { ignore: ReadonlySet<string>; baseline: ReadonlySet<string> };

/** Long enough that nobody can craft two results with one id and have the harmless one accepted first. */
const ID_LENGTH = 32;

/** A file's drafts as results. Without a fingerprint, a result is identified by its wording and never accepted. */
export function identify(drafts: readonly ShownDraft[], place: Place, accepted: Accepted): PlacedResult[] {
  return drafts.map(({ span: own, fingerprint: known, elsewhere, ...draft }) => {
    const fingerprint = known ?? `${sha256(JSON.stringify([draft.rule, draft.resource, draft.message]))}:1`;
    const id = sha256(JSON.stringify([place.uri, fingerprint])).slice(0, ID_LENGTH);
    const { span = own, ...there } = elsewhere ?? {};
    return {
      ...draft,
      id,
      fingerprint,
      ...place,
      ...there,
      plan: elsewhere ? { ...place, line: own?.start.line ?? 1 } : null,
      line: span?.start.line ?? 1,
      column: (span?.start.column ?? 0) + 1,
      endLine: span?.end.line ?? 1,
      endColumn: (span?.end.column ?? 0) + 1,
      remedy: draft.remedy ?? ruleOf(draft.rule).remedy,
      accepted: known === null ? null : acceptedBy(id, draft, accepted),
      acceptedReason: null,
      state: null,
    };
  });
}

/** Rules for what could not be evaluated. Other rules cannot accept such gaps. */
const GAPS = new Set(["INCOMPLETE_POLICY", "UNCHECKED_ATTACHMENT", "UNDECIDED"]);

/** Whether naming the rule may accept a result. Unknowns are accepted only by the name of the gap. */
export function isNamedBy(rule: string, { rule: own, level }: Pick<ShownDraft, "rule" | "level">): boolean {
  return rule === own && own !== "MALFORMED_POLICY" && (level !== "incomplete" || GAPS.has(own));
}

/** An entry of --ignore is a result id, a rule, or `RESOURCE.RULE`. */
function acceptedBy(
  id: string,
  { rule, resource, level }: Pick<ShownDraft, "rule" | "resource" | "level">,
  accepted: Accepted,
) {
  const { ignore, baseline } = accepted;
  if (ignore.has(id)) return "ignored";
  if (isNamedBy(rule, { rule, level }) && (ignore.has(rule) || ignore.has(`${resource}.${rule}`))) return "ignored";
  return baseline.has(id) ? "baseline" : null;
}
