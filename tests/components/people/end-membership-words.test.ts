import { expect, it } from "vitest";
import { endMembershipWords } from "#components/people/end-membership-words.ts";
import { GUARDIAN_STATES } from "#lib/guardians/rules.ts";

it("says of a guardian of the team, paused or not, that they stay one", () => {
  const staying = GUARDIAN_STATES.filter((state) => endMembershipWords("Ledger", state).includes("stay a guardian"));
  expect(staying).toEqual(["active", "paused"]);
  expect(endMembershipWords("Ledger", "active")).toMatch(
    /^They stay a guardian of Ledger and keep what they were given/,
  );
  expect(endMembershipWords("Ledger", null)).toBe("They no longer see the team's work.");
});
