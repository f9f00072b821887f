import { describe, expect, it } from "vitest";
import {
  type MemberName,
  m,
  memberNameProblem,
  memberTag,
  named,
  namedTable,
  setMemberName,
} from "#lib/member-name.ts";

const GUARDIAN = { one: "Guardian", many: "Guardians", article: "a" } as const;
const ADVOCATE: MemberName = { one: "Advocate", many: "Advocates", article: "an" };
const CHAMPION: MemberName = { one: "AppSec Champion", many: "AppSec Champions", article: "an" };

describe("the name of the members", () => {
  it.each([
    ["Guardians", "Advocates", "AppSec Champions"],
    ["Nominate a guardian", "Nominate an advocate", "Nominate an AppSec champion"],
    ["A guardian's input", "An advocate's input", "An AppSec champion's input"],
    [
      "no active guardian; 2 guardians",
      "no active advocate; 2 advocates",
      "no active AppSec champion; 2 AppSec champions",
    ],
    ["paused your guardianship", "paused your advocate status", "paused your AppSec champion status"],
    ["Current guardianships", "Current advocates", "Current AppSec champions"],
    ["The program", "The program", "The program"],
  ])("replaces it in “%s”", (text, advocate, champion) => {
    expect(named(text, ADVOCATE)).toBe(advocate);
    expect(named(text, CHAMPION)).toBe(champion);
    expect(named(text, GUARDIAN)).toBe(text);
  });

  it("leaves what people typed as it is", () => {
    setMemberName(ADVOCATE);
    expect(m`${"Gita Guardian"} nominated ${"a guardian"} as guardian`).toBe(
      "Gita Guardian nominated a guardian as advocate",
    );
    expect(memberTag(GUARDIAN)`A guardian of ${3}`).toBe("A guardian of 3");
  });

  it("is in a table from the moment it is set", () => {
    const table = namedTable({ part: { guardian: "the guardian" }, rows: [{ label: "Guardians", by: ["guardian"] }] });
    expect(table.part.guardian).toBe("the guardian");
    setMemberName(ADVOCATE);
    expect(table.part.guardian).toBe("the advocate");
    expect(table.rows).toEqual([{ label: "Advocates", by: ["guardian"] }]);
  });

  it.each(["Guardian", "Security Champion", "Défenseur", "Owner’s Friend"])("can be %s", (word) => {
    expect(memberNameProblem(word)).toBeNull();
  });

  it.each(["Engineer", "security engineers", "Reviewer", "Ａｄｍｉｎ", "risk  owner", "<i>", "a\u202eb", "1st", "_"])(
    "cannot be %j",
    (word) => {
      expect(memberNameProblem(word)).not.toBeNull();
    },
  );
});
