import { expect, it } from "vitest";
import { doneWords } from "#components/ui/forms/done-words.ts";

it("says what was done, or that it was so already", () => {
  const words = doneWords("Member added.", "They are a member already.");
  expect(words({ isNew: true })).toBe("Member added.");
  expect(words({ isNew: false })).toBe("They are a member already. Nothing changed.");
});
