/** Chance that repeats itself: the same seed, the same draws. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, without 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  often(share: number): boolean {
    return this.next() < share;
  }

  upTo(most: number): number {
    return Math.floor(this.next() * (most + 1));
  }

  of<Item>(items: readonly [Item, ...Item[]]): Item {
    return this.from(items) ?? items[0];
  }

  from<Item>(items: readonly Item[]): Item | undefined {
    return items[this.upTo(items.length - 1)];
  }

  text(tokens: readonly [string, ...string[]], longest: number): string {
    return Array.from({ length: this.upTo(longest) }, () => this.of(tokens)).join("");
  }
}
