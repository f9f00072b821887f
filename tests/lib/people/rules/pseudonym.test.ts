import { describe, expect, it } from "vitest";
import { addressOfErased, isAddressOfErased, pseudonymOf, withoutName } from "#lib/people/rules/pseudonym.ts";

describe("the pseudonym", () => {
  const known = { name: "Gus Guardian", email: "gus@example.com" };
  const free = (text: string) => withoutName(text, known, pseudonymOf(17));

  it("is a number and no name, with an address that reaches nobody", () => {
    expect(pseudonymOf(17)).toBe("Former member 17");
    expect(addressOfErased(17)).toBe("former-member-17@erased.invalid");
    expect(isAddressOfErased(addressOfErased(17))).toBe(true);
    expect(isAddressOfErased("gus@example.com")).toBe(false);
  });

  it.each([
    ["Ask Gus Guardian.", "Ask Former member 17."],
    ["Ask @Gus Guardian, please", "Ask Former member 17, please"],
    ["GUS GUARDIAN and gus guardian", "Former member 17 and Former member 17"],
    ["Write to <gus@example.com>", "Write to <Former member 17>"],
    ["Gus Guardiani and Angus Guardian", "Gus Guardiani and Angus Guardian"],
    ["angus@example.com, gus@example.community", "angus@example.com, gus@example.community"],
    ["", ""],
  ])("stands in “%s”", (text, expected) => {
    expect(free(text)).toBe(expected);
  });

  it("stands for a name of one word only where it is mentioned", () => {
    const one = { name: "Max", email: "max@example.com" };
    expect(withoutName("@Max: the max. is 5, Max", one, "Former member 2")).toBe("Former member 2: the max. is 5, Max");
  });

  it("takes a name to the letter, whatever signs it holds", () => {
    const odd = { name: "Jean (J.) O'Neil+ [x]", email: "j+o@example.com" };
    expect(withoutName("Jean (J.) O'Neil+ [x] said so", odd, "Former member 3")).toBe("Former member 3 said so");
    expect(withoutName("Jean J O'Neil x said so", odd, "Former member 3")).toBe("Jean J O'Neil x said so");
  });
});
