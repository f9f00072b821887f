import { placeHolder } from "#lib/secrets/rules/place-holder.ts";
import type { TemplateReading } from "#lib/templates/read.ts";
import { hiddenParameters } from "./credentials/named-secrets.ts";
import { type Checked, type Judged, WHOLE_DOCUMENT } from "./result.ts";
import { ruleOf } from "./rule-table.ts";

type Read = Extract<TemplateReading, { ok: true }>;
/** `value` is null for a parameter of a nested template, because nothing here shows whether it is hidden. */
type Taken = { name: string; value: string | null; isHidden: boolean };

export const PARAMETER_DEFAULTS = "PARAMETER_DEFAULTS";

/**
 * Assumed values of parameters that decide what is granted and were not given; a deployment may use others. A hidden
 * value could change unseen, so the result then has no name.
 */
export function judgeDefaults(reading: Read): (Judged & Checked)[] {
  const taken = takenFor(reading);
  if (taken.length === 0) return [];
  const description = `Judged with parameters at their defaults: ${words(taken)}.`;
  const digest = taken.some(({ isHidden }) => isHidden) ? {} : { digest: [description] as const };
  const about = { rule: PARAMETER_DEFAULTS, level: "suggestion", remedy: ruleOf(PARAMETER_DEFAULTS).remedy } as const;
  const message = "Parameters without a value were judged at their defaults.";
  const reasons = [{ description, statementIndex: null, ...about, ...digest }];
  return [{ ...WHOLE_DOCUMENT, check: "readable", verdict: "pass", message, reasons }];
}

function takenFor({ root, policies, attachments, keptOut = [] }: Read): Taken[] {
  const hidden = hiddenParameters(root);
  const taken = new Map<string, Taken>();
  for (const { logicalId, assumptions } of [...policies, ...attachments, ...keptOut]) {
    for (const { name, value, reason } of assumptions) {
      if (reason !== "parameter-default" || taken.get(name)?.value) continue;
      const isNested = logicalId.includes("/");
      const isHidden = hidden.has(name);
      const shown = isHidden ? placeHolder("secret") : value;
      taken.set(name, { name, value: isNested ? null : shown, isHidden: isHidden || isNested });
    }
  }
  return [...taken.values()];
}

const MOST_NAMED = 20;
const LONGEST = 80;

function words(taken: readonly Taken[]): string {
  const named = taken
    .slice(0, MOST_NAMED)
    .map(({ name, value }) => (value === null ? name : `${name} = ${short(value)}`));
  const more = taken.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function short(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
