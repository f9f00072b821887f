import { type Family, surest, widest } from "../language/index.ts";
import { type Bits, bit, NONE, Smallest } from "./bits.ts";
import { type KeyTest, type Scalar, scalarMeets } from "./key-test.ts";
import type { Work } from "./limits.ts";
import { isMultivalued } from "./multivalued-keys.ts";
import { Alphabet, Track } from "./pattern-positions.ts";
import type { Sample } from "./sample.ts";
import { familiesOf, scalarsOf } from "./scalars.ts";
import { setChoices } from "./set-choices.ts";
import { stringChoices } from "./string-choices.ts";
import { type StringTest, stringTest } from "./string-test.ts";

export type KeyCube = { cube: number; tests: KeyTest[] };

/**
 * Values of one key; no values: it is absent. `others` are worth trying if the first cannot work; `needs` are other
 * keys that such values require.
 */
export type KeyChoice = { holds: Bits; values: Sample[]; others: Sample[]; needs?: readonly string[] };

type Part = { holds: Bits; sample: Sample; needs?: readonly string[] };

function heldBy(cubes: KeyCube[], meets: (test: KeyTest) => boolean): Bits {
  return cubes.reduce((bits, { cube, tests }) => (tests.every(meets) ? bits | bit(cube) : bits), NONE);
}

function asStringTest(test: KeyTest, negated = test.negated): StringTest {
  return negated ? stringTest(test.text.patterns, true) : test.text;
}

function scalarParts(scalars: Scalar[], region: KeyTest[], cubes: KeyCube[]): Part[] {
  const parts = new Smallest<Part>();
  for (const scalar of scalars) {
    if (!region.every((test) => scalarMeets(test, scalar))) continue;
    parts.add({ holds: heldBy(cubes, (test) => scalarMeets(test, scalar)), sample: [scalar.text] });
  }
  return parts.entries;
}

/** Whether a text without variables meets a text test. A test with variables is read widely or narrowly. */
function textMeets(test: KeyTest, text: string, wide: boolean): boolean {
  const alphabet = new Alphabet();
  const hit = test.text.patterns.some((pattern) => {
    const over = wide !== test.negated;
    const track = new Track(over ? widest(pattern) : surest(pattern), over ? "over" : "under", alphabet);
    const symbols = Array.from(text, (char) => char.codePointAt(0) ?? 0);
    return track.accepts(symbols.reduce((set, symbol) => track.step(set, symbol), track.start()));
  });
  return hit !== test.negated;
}

function familyParts(family: Family, only: boolean, region: KeyTest[], cubes: KeyCube[], work: Work): Part[] {
  const of = (tests: KeyTest[]) => tests.filter((test) => test.family === family);
  const inner = cubes.map(({ cube, tests }) => ({ cube, tests: of(tests) }));
  if (family === "string") {
    const strings = inner.map(({ cube, tests }) => ({ cube, tests: tests.map((test) => asStringTest(test)) }));
    return stringChoices(
      of(region).map((test) => asStringTest(test)),
      strings,
      work,
    );
  }
  const scalars = scalarsOf(family, [...of(region), ...inner.flatMap(({ tests }) => tests)], only);
  const values = (tests: KeyTest[]) =>
    tests.reduce((sum, { numbers, ranges }) => sum + numbers.length + ranges.length, 1);
  const compared = values(of(region)) + inner.reduce((sum, { tests }) => sum + values(tests), 0);
  work.budget.spend(scalars.length * (1 + (compared >> 5)));
  return scalarParts(scalars, of(region), inner);
}

type PresentPart = { part: Part; others: Sample[] };

/** A key tested in several ways may have any kind of value for each, because nothing shows which belong together. */
function presentParts(key: string, region: KeyTest[], cubes: KeyCube[], work: Work): PresentPart[] {
  const { families, only, read } = familiesOf(key, [...region, ...cubes.flatMap(({ tests }) => tests)]);
  const asked = region.map(read);
  const inner = cubes.map(({ cube, tests }) => ({ cube, tests: tests.map(read) }));
  let parts: PresentPart[] | undefined;
  for (const family of families) {
    const next = familyParts(family, only, asked, inner, work);
    work.budget.spend(next.length * (parts?.length ?? 1));
    parts =
      parts === undefined
        ? next.map((part) => ({ part, others: [] }))
        : parts.flatMap(({ part, others }) =>
            next.map(({ holds, sample, needs = [] }) => ({
              part: { holds: part.holds & holds, sample: part.sample, needs: [...(part.needs ?? []), ...needs] },
              others: [...others, sample],
            })),
          );
  }
  return parts ?? [];
}

/**
 * One empty text, if some test treats it as no value. Whatever the other tests make of it, they are assumed to fail.
 */
function emptyChoice(region: KeyTest[], cubes: KeyCube[]): KeyChoice | undefined {
  const all = [...region, ...cubes.flatMap(({ tests }) => tests)];
  if (!all.some(({ whenEmpty }) => whenEmpty !== undefined)) return undefined;
  const truth = (test: KeyTest, wide: boolean): boolean => {
    if (test.whenEmpty !== undefined) return test.whenEmpty;
    return test.family === "string" ? textMeets(test, "", wide) : scalarMeets(test, { text: "" });
  };
  if (!region.every((test) => truth(test, true))) return undefined;
  return { holds: heldBy(cubes, (test) => truth(test, false)), values: [[""]], others: [] };
}

/** Facts about a key: whether it may have several values; `one`: it is present with one value. */
type KeyFacts = { several: boolean; one: boolean };

/** The smallest sets of cubes that the values of one key meet, among those the region admits. */
export function keyChoices(
  key: string,
  region: KeyTest[],
  cubes: KeyCube[],
  { several, one }: KeyFacts,
  work: Work,
): KeyChoice[] {
  const choices = new Smallest<KeyChoice>();
  const settled = new Set(region.map(({ id }) => id));
  if (!one && region.every(({ whenAbsent }) => whenAbsent)) {
    choices.add({ holds: heldBy(cubes, ({ whenAbsent }) => whenAbsent), values: [], others: [] });
  }
  const empty = emptyChoice(region, cubes);
  if (empty !== undefined) choices.add(empty);
  if (region.some(({ whenPresent }) => whenPresent === false)) return choices.entries;
  const matters = (test: KeyTest) => test.whenPresent === undefined && !settled.has(test.id);
  const open = cubes
    .filter(({ tests }) => tests.every(({ whenPresent }) => whenPresent !== false))
    .map(({ cube, tests }) => ({ cube, tests: tests.filter(matters) }));
  const asked = region.filter(({ whenPresent }) => whenPresent === undefined);
  if (several || isMultivalued(key)) {
    for (const choice of setChoices(key, asked, open, one, work)) choices.add({ ...choice, others: [] });
    return choices.entries;
  }
  for (const { part, others } of presentParts(key, asked, open, work)) {
    const { holds, sample, needs = [] } = part;
    choices.add({ holds, values: [sample], others, ...(needs.length > 0 && { needs }) });
  }
  return choices.entries;
}
