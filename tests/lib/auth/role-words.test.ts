import { describe, expect, it } from "vitest";
import { ROLES } from "#lib/auth/actor.ts";
import { rolesInWords, someoneWith } from "#lib/auth/role-words.ts";

describe("roles in words", () => {
  it.each([
    [{ roles: [], guardian: false }, "Builder"],
    [{ roles: [], guardian: true }, "Guardian"],
    [{ roles: ["security_engineer"], guardian: false }, "Security engineer"],
    [{ roles: ["admin", "program_manager"], guardian: true }, "Admin, program manager, guardian"],
  ] as const)("of %j are %s", (person, words) => {
    expect(rolesInWords(person)).toBe(words);
  });

  it("of someone who is not named have their article", () => {
    expect(ROLES.map(someoneWith)).toEqual([
      "a security engineer",
      "a program manager",
      "an auditor",
      "a leader",
      "an admin",
    ]);
  });
});
