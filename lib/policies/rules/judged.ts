import type { Span } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import type { Answerer, CheckKind, ResultReason, Verdict } from "../rules.ts";
import { ruleOf } from "./rule-table.ts";
import { statementText } from "./statement-text.ts";

/** A reason before it is named. `about` is what its fingerprint is made of; without it nobody can accept it. */
export type JudgedReason = Omit<ResultReason, "fingerprint"> & {
  about?: { rule: string; digest: string; resource?: string | null };
};

export type Judged = {
  check: CheckKind;
  verdict: Verdict;
  message: string;
  reasons: JudgedReason[];
  answeredBy?: Answerer;
};

/**
 * The statement with everything that its policy denies: whoever accepts what a statement grants has seen what held it
 * back, and a Deny that goes makes another finding.
 */
export function grantText(found: TemplatePolicy, index: number): string {
  const statement = statementText(found.node, index);
  const denies = deniesOf(found);
  return denies.length > 0 ? `${statement}\n${denies.join("\n")}` : statement;
}

function deniesOf(found: TemplatePolicy): string[] {
  if (!found.text.includes('"Effect":"Deny"')) return [];
  const node = found.node.kind === "object" ? found.node.entries.find(({ key }) => key === "Statement")?.value : null;
  const count = node?.kind === "array" ? node.items.length : 1;
  const all = Array.from({ length: count }, (_, index) => statementText(found.node, index));
  return all.filter((text) => text.includes('"Effect":"Deny"')).sort();
}

const REMEDIES: Record<string, string> = {
  EXTERNAL_PRINCIPAL:
    "Name principals of your own account. If one outside is meant, ask for a waiver, or ask a security engineer to list it among the trusted principals of the check profile.",
  INCOMPLETE_POLICY: "Write the value out, or attach a plan or a template in which it is known.",
  UNCHECKED_ATTACHMENT:
    "Write the policy out in the template, or ask a security engineer to list it among the managed policies of the check profile.",
};

/** What to do about a finding of this rule. */
export function remedyOf(rule: string): string {
  return REMEDIES[rule] ?? ruleOf(rule).remedy;
}

/** Said of a place that could not be read or evaluated. */
export function unread(
  verdict: "error" | "incomplete",
  message: string,
  span: Span | undefined,
  about?: JudgedReason["about"],
): Judged {
  const remedy = about && remedyOf(about.rule);
  const reason = {
    description: message,
    statementIndex: null,
    ...(span && { span }),
    ...(about && { about }),
    ...(remedy && { remedy }),
  };
  return { check: "readable", verdict, message, reasons: span || about ? [reason] : [] };
}
