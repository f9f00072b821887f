/** A set of small numbers. */
export type Bits = bigint;

export const NONE: Bits = 0n;

export function bit(index: number): Bits {
  return 1n << BigInt(index);
}

export function has(bits: Bits, index: number): boolean {
  return (bits & bit(index)) !== NONE;
}

export function isSubset(inner: Bits, outer: Bits): boolean {
  return (inner & ~outer) === NONE;
}

/** `needs`: keys a request must have for the entry to exist. */
type Entry = { holds: Bits; needs?: readonly string[] };

const NOTHING: readonly string[] = [];

function isWithin({ needs = NOTHING }: Entry, others: readonly string[]): boolean {
  return needs.every((key) => others.includes(key));
}

/** Keeps only the minimal entries: those for which no other has a smaller set and needs no more keys. */
export class Smallest<T extends Entry> {
  readonly entries: T[] = [];

  /** Whether an entry that is at least as small, and needs no more keys, is already included. */
  beats(holds: Bits, needs: readonly string[] = NOTHING): boolean {
    return this.entries.some((entry) => isSubset(entry.holds, holds) && isWithin(entry, needs));
  }

  add(entry: T): void {
    if (this.beats(entry.holds, entry.needs)) return;
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const other = this.entries[index];
      if (other !== undefined && isSubset(entry.holds, other.holds) && isWithin(entry, other.needs ?? NOTHING))
        this.entries.splice(index, 1);
    }
    this.entries.push(entry);
  }
}
