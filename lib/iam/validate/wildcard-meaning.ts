import { OPERATORS } from "../language/index.ts";
import type { Location } from "./finding.ts";
import { at, type Place } from "./place.ts";
import type { ConditionView } from "./statement-view.ts";
import { valueText } from "./walk.ts";

/** What a condition with the value `*` comes to: whether it holds depends on nothing but the presence of its key. */
export type WildcardMeaning = "present" | "absent" | "always" | "never";

/** Where a condition has the value `*`. */
export function wildcardPlaces({ values }: ConditionView): Location[] {
  return values.filter(isStar).map(at);
}

function isStar(value: Place): boolean {
  return /^\*+$/.test(valueText(value) ?? "");
}

/** Undefined where no value is `*`, or where the operator knows no wildcards. */
export function wildcardMeaning({ read, values }: ConditionView): WildcardMeaning | undefined {
  if (read === undefined || !OPERATORS[read.operator].wildcards) return undefined;
  if (!values.some(isStar)) return undefined;
  const { negated } = OPERATORS[read.operator];
  const whenAbsent = read.quantifier === "ForAllValues" || read.ifExists || (negated && read.quantifier === undefined);
  if (negated) return whenAbsent ? "absent" : "never";
  return whenAbsent ? "always" : "present";
}
