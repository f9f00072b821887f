import { expect, it } from "vitest";
import { loggedWords } from "#components/guardians/logged-words.ts";

it("says that time was logged, or that it was there already", () => {
  const entry = { id: 1, type: "support", minutes: 15, onDate: "2026-11-25", reviewId: null, note: "" } as const;
  expect(loggedWords({ ...entry, isNew: true })).toBe("15 min logged for 25 Nov 2026.");
  expect(loggedWords({ ...entry, isNew: false })).toBe(
    "Already logged: 15 min for 25 Nov 2026. The same entry within a minute counts once.",
  );
});
