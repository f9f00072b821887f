/** Some of a list, one bit each. */
export type BitSet = Uint32Array;

export function bitSet<Item>(items: Item[], has: (item: Item) => boolean): BitSet {
  const bits = empty(items.length);
  for (const [at, item] of items.entries()) {
    if (has(item)) bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
  }
  return bits;
}

function empty(size: number): BitSet {
  return new Uint32Array(Math.ceil(size / 32));
}

export function join(size: number, sets: BitSet[]): BitSet {
  return empty(size).map((_, at) => sets.reduce((word, set) => word | (set[at] ?? 0), 0));
}

export function without(set: BitSet, other: BitSet): BitSet {
  return set.map((word, at) => word & ~(other[at] ?? 0));
}

/** The first that is in `set` and in `within`, but not in `other`; -1 if there is none. */
export function firstBeyond(set: BitSet, other: BitSet, within: BitSet): number {
  for (let at = 0; at < set.length; at++) {
    const word = (set[at] ?? 0) & ~(other[at] ?? 0) & (within[at] ?? 0);
    if (word !== 0) return at * 32 + (31 - Math.clz32(word & -word));
  }
  return -1;
}
