import { keepNewest } from "#lib/keep-newest.ts";

/** Of the process: on a connection that another client had before, nothing has the same name. */
let given = 0;

/** Under which names statements are prepared on a connection, by their texts: those that come again, of so many that came last. */
export class StatementNames {
  /** Null of one that came once. */
  readonly #names = new Map<string, string | null>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The name to ask a statement under, null where it comes for the first time. */
  nameOf(text: string): { name: string | null; isPrepared: boolean } {
    const known = this.#names.get(text);
    if (known) return { name: known, isPrepared: true };
    return { name: known === null ? `guardians_${given++}` : null, isPrepared: false };
  }

  /** Keeps a statement that was asked under a name. The name of the one that goes for it, where that was prepared. */
  keep(text: string, name: string | null): string | null {
    const [oldest] = this.#names;
    keepNewest(this.#names, text, name, this.#most);
    return oldest && !this.#names.has(oldest[0]) ? oldest[1] : null;
  }

  /** The next time it comes as for the first. */
  forget(text: string): void {
    this.#names.delete(text);
  }
}
