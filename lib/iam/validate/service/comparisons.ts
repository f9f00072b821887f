import type { ReadOperator, ServiceFacts } from "../../language/index.ts";
import type { PolicyDocument } from "../policy-document.ts";
import { keyType, type ReadCondition, readConditions } from "./condition-key.ts";

export type Comparison = ReadCondition & { read: ReadOperator; base: string; many: boolean };

/** The conditions that compare values with a key of known type; `Null` only asks whether there is one. */
export function* comparisons(document: PolicyDocument, facts: ServiceFacts): Generator<Comparison> {
  for (const found of readConditions(document, facts)) {
    const { read } = found.condition;
    if (read === undefined || read.operator === "Null" || !("key" in found.reading)) continue;
    if (found.reading.key.type !== "") yield { ...found, read, ...keyType(found.reading.key) };
  }
}
