import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionPattern } from "#lib/iam/language/pattern.ts";
import { redundantGroups } from "#lib/iam/validate/containment.ts";

function strings(letters: string, length: number): string[] {
  if (length === 0) return [""];
  return [...letters].flatMap((letter) => strings(letters, length - 1).map((rest) => letter + rest));
}

const ALL = [0, 1, 2, 3, 4, 5].flatMap((length) => strings("ab", length));

function taken(glob: string): Set<string> {
  const expression = new RegExp(`^${glob.replaceAll("*", ".*").replaceAll("?", ".")}$`);
  return new Set(ALL.filter((text) => expression.test(text)));
}

function takesAll(outer: string, inner: string): boolean {
  const known = taken(outer);
  return [...taken(inner)].every((text) => known.has(text));
}

const globs = fc.array(fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 4 }), {
  maxLength: 8,
});

describe("groups of redundant texts", () => {
  it("are of one that takes in what all the others do, and share none", () => {
    fc.assert(
      fc.property(globs, (texts) => {
        const groups = redundantGroups(texts, actionPattern);
        for (const { all, inner } of groups) {
          expect(all.length).toBeGreaterThan(1);
          expect(inner.every((index) => all.includes(index))).toBe(true);
          const some = all.flatMap((index) => texts[index] ?? []);
          expect(some.some((outer) => some.every((text) => takesAll(outer, text)))).toBe(true);
        }
        const listed = groups.flatMap(({ all }) => all);
        expect(new Set(listed).size).toBe(listed.length);
      }),
      { numRuns: 2_000 },
    );
  });

  it("have every text that stands there twice, and every one that a star at the end takes in", () => {
    fc.assert(
      fc.property(globs, (texts) => {
        const listed = new Set(redundantGroups(texts, actionPattern).flatMap(({ all }) => all));
        texts.forEach((text, index) => {
          const others = texts.filter((_, at) => at !== index);
          const within = others.some((other) => other === text || takenByEnd(other, text));
          if (within) expect(listed.has(index)).toBe(true);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it("name what to leave out: what is taken in, or the repetition", () => {
    expect(redundantGroups(["a*", "ab", "b", "a*", "abc", "b"], actionPattern)).toEqual([
      { all: [0, 1, 3, 4], inner: [1, 4] },
      { all: [2, 5], inner: [2, 5] },
    ]);
  });
});

function takenByEnd(outer: string, text: string): boolean {
  const [, start] = /^([ab]+)\*$/.exec(outer) ?? [];
  return start !== undefined && text.startsWith(start);
}
