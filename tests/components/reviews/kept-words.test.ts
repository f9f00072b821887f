import { expect, it } from "vitest";
import { keptWords } from "#components/reviews/imports/kept-words.ts";

const NOTHING = { letters: 0, programReviews: 0, goals: 0 };

it.each([
  [{}, ""],
  [{ letters: 1 }, " 1 letter keeps the numbers of then."],
  [{ letters: 1, programReviews: 1 }, " 1 letter and 1 program review keep the numbers of then."],
  [{ goals: 1 }, " 1 goal keeps the baseline of then."],
  [{ letters: 2, goals: 2 }, " 2 letters keep the numbers of then. 2 goals keep the baseline of then."],
])("what an import that is undone leaves as it is is said: %j", (kept, words) => {
  expect(keptWords({ ...NOTHING, ...kept })).toBe(words);
});
