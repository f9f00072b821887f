import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { valuesOf } from "../walk.ts";

export const typeMismatchString: Check = {
  code: "TYPE_MISMATCH_STRING",
  type: "WARNING",
  details: "Add a valid base64-encoded string value for the condition operator {{operator}}.",
  *find(document) {
    for (const { condition, value, text } of valuesOf(document, ["string"])) {
      if (condition.read?.operator !== "BinaryEquals" || isBase64(text)) continue;
      yield { locations: [at(value)], values: { operator: condition.operator.key } };
    }
  },
};

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
