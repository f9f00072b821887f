import { OPERATORS } from "../language/index.ts";
import { isText, type TextPlace } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { ConditionView } from "./statement-view.ts";
import { conditionsIn } from "./walk.ts";

/** Keys for whose values a wildcard has no use. Source: IAM User Guide, "Sensitive condition keys". */
export const SENSITIVE_KEYS = new Set([
  "aws:principalaccount",
  "aws:principalorgid",
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:vpceaccount",
  "aws:vpceorgid",
]);

/** Values of operators that compare text. */
export function* comparedTexts(document: PolicyDocument): Generator<{ condition: ConditionView; place: TextPlace }> {
  for (const { condition } of conditionsIn(document)) {
    if (condition.read === undefined || !OPERATORS[condition.read.operator].variables) continue;
    for (const place of condition.values.filter(isText)) yield { condition, place };
  }
}
