import { createHash } from "node:crypto";
import { fingerprinter } from "#lib/policies/rules/finding-identity.ts";
import { ruleOf } from "#lib/policies/rules/rule-table.ts";
import type { Draft, Finding } from "./finding.ts";

export type Place = { file: string; uri: string };
export type Accepted = { ignore: ReadonlySet<string>; baseline: ReadonlySet<string> };

const LENGTH = 16;

/** Drafts of one file as findings, each with a fingerprint of its own: equal ones are counted in their order. */
export function identify(drafts: readonly Draft[], place: Place, accepted: Accepted): Finding[] {
  const fingerprintOf = fingerprinter(short);
  return drafts.map(({ span, digest, acceptable, quote, ...draft }) => {
    const fingerprint = fingerprintOf({ ...draft, digest });
    const id = short(JSON.stringify([place.uri, fingerprint]));
    return {
      ...draft,
      id,
      fingerprint,
      ...place,
      line: span?.start.line ?? 1,
      column: (span?.start.column ?? 0) + 1,
      endLine: span?.end.line ?? 1,
      endColumn: (span?.end.column ?? 0) + 1,
      remedy: draft.remedy ?? ruleOf(draft.rule).remedy,
      excerpt: null,
      accepted: acceptable ? acceptedBy(id, draft, accepted) : null,
    };
  });
}

/** An entry of --ignore is the id of a finding, a rule, or `RESOURCE.RULE`. What is not known is accepted one by one only. */
function acceptedBy(
  id: string,
  { rule, resource, level }: Omit<Draft, "span" | "digest" | "acceptable" | "quote">,
  accepted: Accepted,
) {
  const { ignore, baseline } = accepted;
  if (ignore.has(id)) return "ignored";
  if (level !== "incomplete" && (ignore.has(rule) || ignore.has(`${resource}.${rule}`))) return "ignored";
  return baseline.has(id) ? "baseline" : null;
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, LENGTH);
}
