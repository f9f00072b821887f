import type { Check } from "../check.ts";
import { at, membersOf } from "../place.ts";

export const emptyObjectCondition: Check = {
  code: "EMPTY_OBJECT_CONDITION",
  type: "SUGGESTION",
  details: "This condition block is empty and it does not affect the policy. Specify conditions.",
  *find({ statements }) {
    for (const { members } of statements) {
      const condition = members.get("Condition")?.value;
      const blocks = condition === undefined ? [] : [condition, ...membersOf(condition).map(({ value }) => value)];
      for (const block of blocks) {
        if (block.node.kind === "object" && block.node.entries.length === 0) yield { locations: [at(block)] };
      }
    }
  },
};
