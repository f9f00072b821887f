import { type Bits, bit } from "./bits.ts";
import { Undecided } from "./limits.ts";

/**
 * A pattern that is followed along all strings at once, by the numbers of two tracks: one that accepts what surely matches, and
 * one that accepts what may match. Where nothing depends on policy variables they are the same.
 */
export type Slot = { under: number; over: number; never: boolean };

/** A test of a cube that is still open: its patterns by their slots, and plain texts. */
export type OpenTest = { negated: boolean; slots: number[]; literals: Set<string> };
export type OpenCube = { cube: number; tests: OpenTest[] };

/** More patterns of which it depends on policy variables whether they match are not told apart. */
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
 * The sets of cubes that hold for one string. Where it depends on policy variables whether a pattern matches, it matches in
 * some sets and does not in others, the same for each test that has it. `exact`: no set may stand in for others.
 */
export function heldSets(cubes: readonly OpenCube[], base: Bits, read: Read, exact: boolean): Bits[] {
  const { slots, accepts } = read;
  const sure = slots.map(({ under, never }) => !never && accepts(under));
  const open = slots.flatMap(({ over, under, never }, index) =>
    !never && over !== under && sure[index] !== true && accepts(over) ? [index] : [],
  );
  if (open.length === 0) return [heldWhere(cubes, base, (slot) => sure[slot] === true, read)];
  if (open.length > MOST_OPEN) {
    if (exact) throw new Undecided("more policy variables have to be told apart at once than the limit allows");
    const mayHit = (slot: number, { negated }: OpenTest) => sure[slot] === true || (negated && open.includes(slot));
    return [heldWhere(cubes, base, mayHit, read)];
  }
  return Array.from({ length: 1 << open.length }, (_, mask) => {
    const matched = new Set(open.filter((_, index) => (mask >> index) & 1));
    return heldWhere(cubes, base, (slot) => sure[slot] === true || matched.has(slot), read);
  });
}
