import { type Bits, bit, has, NONE, Smallest } from "./bits.ts";
import { holdsFreeText } from "./free-text.ts";
import type { KeyCube } from "./key-choices.ts";
import { type KeyTest, scalarMeets } from "./key-test.ts";
import type { Budget, Work } from "./limits.ts";
import { isMultivalued } from "./multivalued-keys.ts";
import type { Sample } from "./sample.ts";
import { scalarsOf } from "./scalars.ts";
import { stringChoices } from "./string-choices.ts";
import { stringTest } from "./string-test.ts";

type SetChoice = { holds: Bits; values: Sample[] };

/** A test of the region or of a cube. */
type Role = { test: KeyTest };

/** A kind of element, and the tests it meets, by their index. */
type Element = { meets: Bits; sample: Sample };

function textElements(roles: Role[], work: Work): Element[] {
  const cubes = roles.map(({ test }, cube) => ({ cube, tests: [stringTest(test.text.patterns, test.negated)] }));
  return stringChoices([], cubes, work, true).map(({ holds, sample }) => ({ meets: holds, sample }));
}

function scalarElements(roles: Role[]): Element[] {
  const families = [...new Set(roles.map(({ test }) => test.family))];
  const scalars = families.flatMap((family) =>
    scalarsOf(
      family,
      roles.map(({ test }) => test),
    ),
  );
  if (roles.some(({ test }) => holdsFreeText(test.key))) scalars.push({ text: "other" });
  const byBits = new Map<Bits, Element>();
  for (const scalar of scalars) {
    const meets = roles.reduce((bits, { test }, index) => (scalarMeets(test, scalar) ? bits | bit(index) : bits), NONE);
    if (!byBits.has(meets)) byBits.set(meets, { meets, sample: [scalar.text] });
  }
  return [...byBits.values()];
}

/** Elements of keys tested both as text and otherwise: every pair of kinds, since nothing says which go together. */
function elementsOf(roles: Role[], work: Work): Element[] {
  const isText = ({ test }: Role) => test.family === "string";
  if (roles.every(isText)) return textElements(roles, work);
  if (!roles.some(isText)) return scalarElements(roles);
  const mask = roles.reduce((bits, role, index) => (isText(role) ? bits | bit(index) : bits), NONE);
  const blank = stringTest([], false);
  const texts = textElements(
    roles.map((role) => (isText(role) ? role : { ...role, test: { ...role.test, text: blank } })),
    work,
  );
  const scalars = scalarElements(
    roles.map((role) => (isText(role) ? { ...role, test: { ...role.test, family: "null" } } : role)),
  );
  work.budget.spend(texts.length * scalars.length);
  return texts.flatMap((text) =>
    scalars.map((scalar) => ({ meets: (text.meets & mask) | (scalar.meets & ~mask), sample: text.sample })),
  );
}

/** `single`: it is sure to hold for one value only, never for several. */
type SetCube = { cube: number; all: Bits; any: number[]; single: boolean };

class SetSearch {
  readonly found = new Smallest<SetChoice>();
  private readonly elements: Element[];
  private readonly needed: Bits[];
  private readonly cubes: SetCube[];
  private readonly budget: Budget;
  private readonly twice: boolean;

  constructor(elements: Element[], needed: Bits[], cubes: SetCube[], budget: Budget) {
    this.elements = elements;
    this.needed = needed;
    this.cubes = cubes;
    this.budget = budget;
    this.twice = cubes.some(({ single }) => single);
  }

  /** Sets of up to `size` elements, more of one kind where that matters; larger ones meet no smaller set of cubes. */
  run(size: number): void {
    this.extend([], 0, size);
  }

  private extend(chosen: Element[], from: number, room: number): void {
    if (this.found.beats(NONE)) return;
    if (chosen.length > 0) this.judge(chosen);
    if (room === 0) return;
    for (let index = from; index < this.elements.length; index += 1) {
      const element = this.elements[index];
      if (element !== undefined) this.extend([...chosen, element], this.twice ? index : index + 1, room - 1);
    }
  }

  private judge(chosen: Element[]): void {
    this.budget.spend(chosen.length * (this.cubes.length + 1));
    const some = chosen.reduce((bits, { meets }) => bits | meets, NONE);
    const every = chosen.reduce((bits, { meets }) => bits & meets, ~NONE);
    if (!this.needed.every((test) => (some & test) !== NONE)) return;
    const holds = this.cubes.reduce((bits, { cube, all, any, single }) => {
      if (single && chosen.length > 1) return bits;
      return (all & ~every) === NONE && any.every((index) => has(some, index)) ? bits | bit(cube) : bits;
    }, NONE);
    this.found.add({ holds, values: chosen.map(({ sample }) => sample) });
  }
}

/**
 * The same as for a key with one value, for sets of values. A set needs no more elements than one for each "any" test of
 * the region and one violator for each cube that has an "all" test. AWS does not say what an operator without a quantifier
 * makes of several values; where the region has none, a cube that has one is taken not to hold.
 */
export function setChoices(region: KeyTest[], cubes: KeyCube[], one: boolean, work: Work): SetChoice[] {
  const inDoubt = region.every(({ quantified }) => quantified);
  const mayFail = ({ quantified, key }: KeyTest) => inDoubt && !quantified && isMultivalued(key);
  const roles: Role[] = region.map((test) => ({ test }));
  const parts = cubes.map(({ cube, tests }) => {
    let all = NONE;
    const any: number[] = [];
    for (const test of tests) {
      const index = roles.push({ test }) - 1;
      if (test.over === "all") all |= bit(index);
      else any.push(index);
    }
    return { cube, all, any, single: tests.some(mayFail) };
  });
  const required = region.reduce((bits, test, index) => (test.over === "all" ? bits | bit(index) : bits), NONE);
  const needed = region.flatMap((test, index) => (test.over === "any" ? [bit(index)] : []));
  const elements = elementsOf(roles, work).filter(({ meets }) => (required & ~meets) === NONE);
  const search = new SetSearch(elements, needed, parts, work.budget);
  const several = parts.some(({ single }) => single) ? 2 : 1;
  search.run(one ? 1 : Math.max(several, needed.length + parts.filter(({ all }) => all !== NONE).length));
  return search.found.entries;
}
