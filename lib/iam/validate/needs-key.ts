import { OPERATORS } from "../language/index.ts";
import type { ConditionView } from "./statement-view.ts";

/** Whether a condition fails in every request that does not have its key. */
export function needsKey({ read }: ConditionView): boolean {
  if (read === undefined || read.operator === "Null" || read.ifExists || read.quantifier === "ForAllValues")
    return false;
  return !OPERATORS[read.operator].negated || read.quantifier === "ForAnyValue";
}
