import { expect, it } from "vitest";
import { endedWords } from "#components/reviews/waivable.ts";

const LAUNCH = "A gate that is not met blocks again at once, also the launch of what was approved on it.";
const DECISION = "“Conflicts of interest” blocks the next decision, and no launch.";

it("says to whoever ends a waiver what the gate blocks then: conflicts of interest are settled with the decision", () => {
  expect(endedWords(["threat_model", "policy_checks"])).toBe(LAUNCH);
  expect(endedWords(["threat_model", "conflicts"])).toBe(`${LAUNCH} ${DECISION}`);
  expect(endedWords(["conflicts"])).toBe(DECISION);
});
