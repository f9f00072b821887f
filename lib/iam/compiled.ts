import { actionPattern, type Pattern, resourcePattern, valuePattern } from "./pattern.ts";
import type { Operator, Text, Version } from "./policy.ts";

/** A text stands in one place of one policy, so its pattern is made once and kept as long as the policy. */
const PATTERNS = new WeakMap<Text, Pattern>();

function once(text: Text, make: () => Pattern): Pattern {
  const known = PATTERNS.get(text);
  if (known !== undefined) return known;
  const pattern = make();
  PATTERNS.set(text, pattern);
  return pattern;
}

export function actionOf(text: Text): Pattern {
  return once(text, () => actionPattern(text.text));
}

export function resourceOf(text: Text, version: Version): Pattern {
  return once(text, () => resourcePattern(text.text, version));
}

export function conditionValueOf(text: Text, operator: Operator, version: Version): Pattern {
  return once(text, () => valuePattern(text.text, operator, version));
}
