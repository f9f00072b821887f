import { expect, it } from "vitest";
import { endedWords, notGivenBy } from "#components/reviews/findings/waivable.ts";

const LAUNCH = "An unmet gate blocks again immediately, including the launch.";
const DECISION = "“Conflicts of interest” blocks the next decision, but not a launch.";

it("says to anyone who ends a waiver what the gate blocks then: conflicts of interest are settled with the decision", () => {
  expect(endedWords(["threat_model", "policy_checks"])).toBe(LAUNCH);
  expect(endedWords(["threat_model", "conflicts"])).toBe(`${LAUNCH} ${DECISION}`);
  expect(endedWords(["conflicts"])).toBe(DECISION);
});

it("says why nobody's ask is for this person to give: none was made, or one is their own", () => {
  const gate = { id: "threat_model", state: "unmet", reason: "None", meets: "evidence" } as const;
  const asks = [1, 2].map((id) => ({ gate: "threat_model", askedBy: { id } }));
  expect(notGivenBy(3, [gate], asks)).toBeNull();
  expect(notGivenBy(1, [gate], asks)).toBe("You requested this waiver. A second person must grant it.");
  expect(notGivenBy(3, [gate], [])).toContain("This waiver has not been requested.");
});
