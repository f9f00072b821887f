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

/** A test of the region or of a cube, and its index among all of them. */
type Role = { test: KeyTest; index: number };

/** A kind of element, and the indexes of the tests it meets. */
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

/**
 * For a key tested in several ways: every element of one family with every element of the others, because nothing shows
 * which belong together.
 */
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

/** `single`: certainly true for one value only, never for several. */
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

  /**
   * Sets of up to `size` elements, including several of one kind if that matters. Larger sets meet no smaller set of
   * cubes.
   */
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
 * Like for a key with one value, but for sets of values. A set needs at most one element for each "any" test of the
 * region, and one violator for each cube with an "all" test. AWS does not document an operator without a quantifier on
 * several values; if the region has none, a cube with one is assumed not to match.
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
