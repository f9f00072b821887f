import fc from "fast-check";
import { expect, it } from "vitest";
import { checkNoNewAccess } from "#lib/iam/index.ts";
import { makePattern, type Token } from "#lib/iam/language/pattern.ts";
import { matches } from "#lib/iam/match/matches.ts";
import { policyOf } from "../read-cases.ts";

/** Every string over the letters up to a length; `z` stands for all letters that no pattern names. */
function strings(letters: string, length: number): string[] {
  if (length === 0) return [""];
  const shorter = strings(letters, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => [...letters].map((letter) => text + letter))];
}

function expression(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

const ALL = strings("abz", 7);
const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", "*"), maxLength: 4 });
const globs = fc.array(glob, { minLength: 1, maxLength: 3 });

function covered(inner: string[], outer: string[]): string {
  const text = (names: string[]) => {
    const Condition = { StringLike: { k: names } };
    return JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Action: "s:a", Resource: "*", Condition },
    });
  };
  const [policy, existing] = [policyOf(text(inner), "identity"), policyOf(text(outer), "identity")];
  return checkNoNewAccess({ policy, existing, type: "identity" }).verdict;
}

it("containment of unions of globs agrees with trying every short string", () => {
  fc.assert(
    fc.property(globs, globs, (inner, outer) => {
      const [needs, has] = [inner.map(expression), outer.map(expression)];
      const missing = ALL.find((text) => needs.some((one) => one.test(text)) && !has.some((one) => one.test(text)));
      expect(covered(inner, outer)).toBe(missing === undefined ? "PASS" : "FAIL");
    }),
    { numRuns: 700 },
  );
});

it("a union is covered by its globs in any order and split over statements", () => {
  fc.assert(
    fc.property(globs, (list) => {
      expect(covered(list, [...list].reverse())).toBe("PASS");
    }),
  );
});

const wildcard = fc.constantFrom("any" as const, "any" as const, "one" as const);
const token: fc.Arbitrary<Token> = fc.oneof(
  fc.constantFrom("a", "b", ":", ":", "\u{1F511}").map((char) => ({ kind: "char" as const, char })),
  fc.tuple(wildcard, fc.boolean()).map(([kind, field]) => ({ kind, field })),
);

/** A wildcard in a field crosses no colon. */
function tokenExpression(each: Token): string {
  if (each.kind === "char") return each.char;
  if (each.kind === "variable") throw new Error("There is none here.");
  return `${each.field ? "[^:]" : "[^]"}${each.kind === "any" ? "*" : ""}`;
}

it("a pattern matches the texts that its expression does, whatever the order of its wildcards", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":", "c", "\u{1F511}"), maxLength: 9 });
  fc.assert(
    fc.property(
      fc.array(token, { maxLength: 7 }),
      fc.array(text, { minLength: 20, maxLength: 20 }),
      (tokens, texts) => {
        const pattern = makePattern(tokens);
        const expected = new RegExp(`^${tokens.map(tokenExpression).join("")}$`, "u");
        for (const each of texts) {
          expect([each, matches(pattern, each, () => undefined)]).toEqual([each, expected.test(each)]);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
