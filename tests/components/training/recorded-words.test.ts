import { expect, it } from "vitest";
import { recordedWords } from "#components/training/recorded-words.ts";

it("says that a completion was recorded, or that it was there already", () => {
  const receipt = {
    id: 1,
    personId: 2,
    courseId: 3,
    completedOn: "2026-11-25",
    expiresOn: null,
    activated: false,
    isNew: true,
  } as const;
  expect(recordedWords(receipt)).toBe("Recorded.");
  expect(recordedWords({ ...receipt, isNew: false })).toBe(
    "Already recorded as completed on 25 Nov 2026. Nothing changed.",
  );
});
