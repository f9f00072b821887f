import { describe, expect, it } from "vitest";
import { rolesInWords } from "#lib/auth/role-words.ts";

describe("roles in words", () => {
  it.each([
    [{ roles: [], guardian: false }, "Builder"],
    [{ roles: [], guardian: true }, "Guardian"],
    [{ roles: ["security_engineer"], guardian: false }, "Security engineer"],
    [{ roles: ["admin", "program_manager"], guardian: true }, "Admin, program manager, guardian"],
  ] as const)("of %j are %s", (person, words) => {
    expect(rolesInWords(person)).toBe(words);
  });
});
