import { expect, it } from "vitest";
import { unchangedByUndo } from "#components/reviews/imports/unchanged-by-undo.ts";

const NOTHING = { letters: 0, programReviews: 0, goals: 0 };

it.each([
  [{}, ""],
  [{ letters: 1 }, " 1 letter keeps their numbers."],
  [{ letters: 1, programReviews: 1 }, " 1 letter and 1 program review keep their numbers."],
  [{ goals: 1 }, " 1 goal keeps their baseline."],
  [{ letters: 2, goals: 2 }, " 2 letters keep their numbers. 2 goals keep their baseline."],
])("what an import that is undone leaves as it is is said: %j", (kept, words) => {
  expect(unchangedByUndo({ ...NOTHING, ...kept })).toBe(words);
});
