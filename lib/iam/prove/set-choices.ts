import type { Family } from "../language/index.ts";
import { type Bits, bit, has, NONE, Smallest } from "./bits.ts";
import type { KeyCube } from "./key-choices.ts";
import { type KeyTest, scalarMeets } from "./key-test.ts";
import type { Budget, Work } from "./limits.ts";
import { isMultivalued } from "./multivalued-keys.ts";
import type { Sample } from "./sample.ts";
import { familiesOf, scalarsOf } from "./scalars.ts";
import { stringChoices } from "./string-choices.ts";
import { stringTest } from "./string-test.ts";

type SetChoice = { holds: Bits; values: Sample[] };

/** A test of the region or of a cube, and which of them all it is. */
type Role = { test: KeyTest; index: number };

/** A kind of element, and the tests it meets, by their index. */
type Element = { meets: Bits; sample: Sample };

function textElements(roles: Role[], work: Work): Element[] {
  const cubes = roles.map(({ test, index }) => ({
    cube: index,
    tests: [stringTest(test.text.patterns, test.negated)],
  }));
  return stringChoices([], cubes, work, true).map(({ holds, sample }) => ({ meets: holds, sample }));
}

function scalarElements(family: Family, only: boolean, roles: Role[]): Element[] {
  const scalars = scalarsOf(
    family,
    roles.map(({ test }) => test),
    only,
  );
  const byBits = new Map<Bits, Element>();
  for (const scalar of scalars) {
    const meets = roles.reduce((bits, { test, index }) => (scalarMeets(test, scalar) ? bits | bit(index) : bits), NONE);
    if (!byBits.has(meets)) byBits.set(meets, { meets, sample: [scalar.text] });
  }
  return [...byBits.values()];
}

/** Of a key tested in several ways: every element of one family with every one of the others, since nothing says which go together. */
function elementsOf(key: string, tests: KeyTest[], work: Work): Element[] {
  const { families, only, read } = familiesOf(key, tests);
  const roles = tests.map((test, index): Role => ({ test: read(test), index }));
  return families
    .map((family) => {
      const own = roles.filter(({ test }) => test.family === family);
      return family === "string" ? textElements(own, work) : scalarElements(family, only, own);
    })
    .reduce((some, next) => {
      work.budget.spend(some.length * next.length);
      return some.flatMap(({ meets, sample }) => next.map((each) => ({ meets: meets | each.meets, sample })));
    });
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
export function setChoices(key: string, region: KeyTest[], cubes: KeyCube[], one: boolean, work: Work): SetChoice[] {
  const inDoubt = region.every(({ quantified }) => quantified);
  const mayFail = ({ quantified }: KeyTest) => inDoubt && !quantified && isMultivalued(key);
  const asked = [...region];
  const parts = cubes.map(({ cube, tests }) => {
    let all = NONE;
    const any: number[] = [];
    for (const test of tests) {
      const index = asked.push(test) - 1;
      if (test.over === "all") all |= bit(index);
      else any.push(index);
    }
    return { cube, all, any, single: tests.some(mayFail) };
  });
  const required = region.reduce((bits, test, index) => (test.over === "all" ? bits | bit(index) : bits), NONE);
  const needed = region.flatMap((test, index) => (test.over === "any" ? [bit(index)] : []));
  const elements = elementsOf(key, asked, work).filter(({ meets }) => (required & ~meets) === NONE);
  const search = new SetSearch(elements, needed, parts, work.budget);
  const several = parts.some(({ single }) => single) ? 2 : 1;
  search.run(one ? 1 : Math.max(several, needed.length + parts.filter(({ all }) => all !== NONE).length));
  return search.found.entries;
}
