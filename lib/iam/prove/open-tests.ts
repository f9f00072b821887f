import { type Bits, bit } from "./bits.ts";
import { Undecided } from "./limits.ts";

/**
 * A pattern followed along all strings together, as two track numbers: one accepts certain matches, the other possible
 * matches. They are equal if nothing depends on policy variables.
 */
export type Slot = { under: number; over: number; never: boolean };

/** A cube's test that is still open: its patterns by slot, and plain texts. */
export type OpenTest = { negated: boolean; slots: number[]; literals: Set<string> };
export type OpenCube = { cube: number; tests: OpenTest[] };

/** Beyond this number, patterns that depend on policy variables are not distinguished. */
const MOST_OPEN = 6;

type Read = {
  slots: readonly Slot[];
  accepts: (track: number) => boolean;
  /** Whether the string is one of these texts. */
  isOneOf: (texts: Set<string>) => boolean;
};

function heldWhere(
  cubes: readonly OpenCube[],
  base: Bits,
  hits: (slot: number, test: OpenTest) => boolean,
  read: Read,
): Bits {
  let holds = base;
  for (const { cube, tests } of cubes) {
    const hit = (test: OpenTest) => test.slots.some((slot) => hits(slot, test)) || read.isOneOf(test.literals);
    if (tests.every((test) => hit(test) !== test.negated)) holds |= bit(cube);
  }
  return holds;
}

/**
 * The sets of cubes that one string meets. A pattern that depends on policy variables matches in some sets and not in
 * others, the same for each test that uses it. `exact`: no set may represent others.
 */
export function heldSets(cubes: readonly OpenCube[], base: Bits, read: Read, exact: boolean): Bits[] {
  const { slots, accepts } = read;
  const sure = slots.map(({ under, never }) => !never && accepts(under));
  const open = slots.flatMap(({ over, under, never }, index) =>
    !never && over !== under && sure[index] !== true && accepts(over) ? [index] : [],
  );
  if (open.length === 0) return [heldWhere(cubes, base, (slot) => sure[slot] === true, read)];
  if (open.length > MOST_OPEN) {
    if (exact) throw new Undecided("more policy variables must be distinguished together than the limit allows");
    const mayHit = (slot: number, { negated }: OpenTest) => sure[slot] === true || (negated && open.includes(slot));
    return [heldWhere(cubes, base, mayHit, read)];
  }
  return Array.from({ length: 1 << open.length }, (_, mask) => {
    const matched = new Set(open.filter((_, index) => (mask >> index) & 1));
    return heldWhere(cubes, base, (slot) => sure[slot] === true || matched.has(slot), read);
  });
}
