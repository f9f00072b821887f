import { keepNewest } from "#lib/keep-newest.ts";

/** Process-wide, so that names stay unique on a connection passed from one client to another. */
let given = 0;

/**
 * Names of the statements prepared on a connection, by text: repeated ones among a limited number of recent statements.
 */
export class StatementNames {
  /** Null for a statement seen once. */
  readonly #names = new Map<string, string | null>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The name for a statement, or null on its first use. */
  nameOf(text: string): { name: string | null; isPrepared: boolean } {
    const known = this.#names.get(text);
    if (known) return { name: known, isPrepared: true };
    return { name: known === null ? `guardians_${given++}` : null, isPrepared: false };
  }

  /** Records a statement sent under a name. Returns the name of the evicted statement if prepared. */
  keep(text: string, name: string | null): string | null {
    const [oldest] = this.#names;
    keepNewest(this.#names, text, name, this.#most);
    return oldest && !this.#names.has(oldest[0]) ? oldest[1] : null;
  }

  /** Treats the statement's next use as the first. */
  forget(text: string): void {
    this.#names.delete(text);
  }
}
