import fc from "fast-check";
import { expect, it } from "vitest";
import { globsMeet, globTakes } from "#lib/iam/validate/service/globs.ts";

function strings(letters: string, length: number): string[] {
  if (length === 0) return [""];
  const shorter = strings(letters, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => [...letters].map((letter) => text + letter))];
}

function expression(glob: string): RegExp {
  return new RegExp(`^${glob.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`);
}

const ALL = strings("abz", 6);
const glob = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), maxLength: 4 });

it("a glob takes in what its regular expression does", () => {
  fc.assert(
    fc.property(glob, fc.constantFrom(...ALL), (pattern, text) => {
      expect(globTakes(pattern, text)).toBe(expression(pattern).test(text));
    }),
    { numRuns: 3_000 },
  );
});

it("two globs meet where some short text is of both", () => {
  fc.assert(
    fc.property(glob, glob, (left, right) => {
      const [one, other] = [expression(left), expression(right)];
      expect(globsMeet(left, right)).toBe(ALL.some((text) => one.test(text) && other.test(text)));
    }),
    { numRuns: 1_500 },
  );
});

it("a glob of many stars ends", () => {
  const stars = "*a".repeat(20_000);
  expect(globTakes(stars, "a".repeat(60))).toBe(false);
  expect(globsMeet(`b${stars}`, "b*c")).toBe(true);
});
