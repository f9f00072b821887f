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

/** Keeps, of what is added, only the entries whose set contains no other entry's set. */
export class Smallest<T extends { holds: Bits }> {
  readonly entries: T[] = [];

  /** Whether an entry at least as small is there already. */
  beats(holds: Bits): boolean {
    return this.entries.some((entry) => isSubset(entry.holds, holds));
  }

  add(entry: T): void {
    if (this.beats(entry.holds)) return;
    for (let index = this.entries.length - 1; index >= 0; index -= 1) {
      const other = this.entries[index];
      if (other !== undefined && isSubset(entry.holds, other.holds)) this.entries.splice(index, 1);
    }
    this.entries.push(entry);
  }
}
