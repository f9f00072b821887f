import { describe, expect, it } from "vitest";
import { addressOfErased, holding, isAddressOfErased, pseudonymOf, withoutName, wordsToFind } from "#lib/pseudonym.ts";

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
    [
      "Ask Gus\nGuardian, Gus  Guardian or @Gus\u00a0Guardian",
      "Ask Former member 17, Former member 17 or Former member 17",
    ],
    [
      "dev-gus@example.com, x+gus@example.com and a.gus@example.com",
      "dev-gus@example.com, x+gus@example.com and a.gus@example.com",
    ],
    ["gus@example.com.au or gus@example.com-x.org", "gus@example.com.au or gus@example.com-x.org"],
    ["mailto:gus@example.com. GUS@EXAMPLE.COM!", "mailto:Former member 17. Former member 17!"],
    [
      "_gus@example.com_, -gus@example.com and _@Gus Guardian_",
      "_Former member 17_, -Former member 17 and _Former member 17_",
    ],
    ["", ""],
  ])("stands in “%s”", (text, expected) => {
    expect(free(text)).toBe(expected);
  });

  it("stands for a name of one word only where it is mentioned", () => {
    const one = { name: "Max", email: "max@example.com" };
    expect(withoutName("@Max: the max. is 5, Max", one, "Former member 2")).toBe("Former member 2: the max. is 5, Max");
  });

  it("stands for no part of the name or the address of someone else", () => {
    const ann = {
      name: "Ann Lee",
      email: "lee@example.com",
      others: ["Mary Ann Lee", "Ann Lee Jones", "mal@lee.example"],
    };
    const of = (text: string) => withoutName(text, ann, "Former member 4");
    expect(of("@Mary Ann Lee and Ann Lee")).toBe("@Mary Ann Lee and Former member 4");
    expect(of("Ann\nLee Jones, mary ann  lee; @Ann Lee.")).toBe("Ann\nLee Jones, mary ann  lee; Former member 4.");
    const sam = { name: "Sam", email: "sam@example.com", others: ["Sam Jones", "dev-sam@example.com"] };
    const kept = "@Sam Jones owns it (dev-sam@example.com), joe@sam.example asks";
    expect(withoutName(kept, sam, "Former member 5")).toBe(kept);
    expect(withoutName("@Sam, jones", sam, "Former member 5")).toBe("Former member 5, jones");
  });

  it("are those of others that hold it as a whole: no name in which its letters happen to stand", () => {
    const li = { name: "Li", email: "li@example.com" };
    expect(holding(li, ["Julia", "Li Wei", "oliver@example.com", "dev-li@example.com"])).toEqual([
      "Li Wei",
      "dev-li@example.com",
    ]);
  });

  it("finds letters with marks however they are put together", () => {
    const jose = { name: "José Núñez", email: "jn@example.com" };
    for (const form of ["NFC", "NFD"]) {
      expect(withoutName("Ask José Núñez!".normalize(form), jose, "Former member 6")).toBe("Ask Former member 6!");
      expect(wordsToFind(jose)).toContain("Núñez".normalize(form));
    }
  });

  it("takes a name to the letter, whatever signs it holds", () => {
    const odd = { name: "Jean (J.) O'Neil+ [x]", email: "j+o@example.com" };
    expect(withoutName("Jean (J.) O'Neil+ [x] said so", odd, "Former member 3")).toBe("Former member 3 said so");
    expect(withoutName("Jean J O'Neil x said so", odd, "Former member 3")).toBe("Jean J O'Neil x said so");
  });
});
