import { listed } from "../language/index.ts";
import type { EvaluatedStatement, Evaluation, Mismatch } from "./evaluate.ts";

function name({ policyIndex, statementIndex, statementId, effect }: EvaluatedStatement, several: boolean): string {
  const where = several ? ` of policy ${policyIndex}` : "";
  const sid = statementId ? ` (${statementId})` : "";
  return `${effect} statement ${statementIndex}${sid}${where}`;
}

function conditionWords({ element, ...rest }: Mismatch & { element: "Condition" }): string {
  const { operator, quantifier, ifExists, key, values } = rest.condition;
  const written = `${quantifier === undefined ? "" : `${quantifier}:`}${operator}${ifExists ? "IfExists" : ""}`;
  return `its ${element} ${written} on ${key} (${values.map(({ text }) => JSON.stringify(text)).join(", ")}) is not met`;
}

function mismatchWords(mismatch: Mismatch): string {
  if (mismatch.element === "Condition") return conditionWords(mismatch);
  return {
    Principal: "the principal is not covered",
    Action: "the action is not covered",
    Resource: "the resource is not covered",
  }[mismatch.element];
}

function summary({ decision, statements }: Evaluation, several: boolean): string {
  const effect = decision === "explicit_deny" ? "Deny" : "Allow";
  const names = statements.filter((one) => one.applies && one.effect === effect).map((one) => name(one, several));
  if (decision === "explicit_deny") return `Denied by ${listed(names)}.`;
  if (decision === "allowed") return `Allowed by ${listed(names)}; no Deny applies.`;
  return "Not allowed: no Allow statement applies.";
}

/** Explains a decision in plain sentences, one per line: the decision, then each statement that does not apply. */
export function explain(evaluation: Evaluation): string {
  const several = evaluation.statements.some(({ policyIndex }) => policyIndex > 0);
  const others = evaluation.statements.filter(({ applies }) => !applies);
  const lines = others.map(
    (one) => `${name(one, several)} does not apply: ${listed(one.mismatches.map(mismatchWords))}.`,
  );
  return [summary(evaluation, several), ...lines].join("\n");
}
