import type { Check } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { atKey } from "../place.ts";

export const duplicateKeysWithDifferentCase: Check = {
  code: "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
  type: "ERROR",
  details:
    "The condition key {{key}} appears more than once with different capitalization in the same condition block. Remove the duplicate condition keys.",
  *find({ statements }) {
    for (const { conditions } of statements) {
      const blocks = groupBy(conditions, ({ operator, name }) => `${operator.key} ${name}`);
      for (const [first, ...others] of blocks.values()) {
        if (first === undefined || others.length === 0) continue;
        const keys = [first, ...others].map(({ key }) => key);
        yield { locations: keys.map(atKey), values: { key: first.key.key } };
      }
    }
  },
};
