/** Something that happens over time: it says when it goes on, and does its next step then. */
export type Life = AsyncGenerator<Date, void, void>;

type Waiting = { life: Life; at: Date };

/** Lets lives go on in the order of time, until `now`. What would happen later has not happened. */
export class Agenda {
  readonly #now: Date;
  readonly #waiting: Waiting[] = [];

  constructor(now: Date) {
    this.#now = now;
  }

  /** Begins a life: nothing of it happens before its first moment. */
  async begin(life: Life): Promise<void> {
    const first = await life.next();
    if (!first.done) this.#waiting.push({ life, at: first.value });
  }

  async run(): Promise<void> {
    for (let next = this.#earliest(); next; next = this.#earliest()) {
      const step = await next.life.next();
      if (step.done) this.#waiting.splice(this.#waiting.indexOf(next), 1);
      else next.at = step.value;
    }
  }

  #earliest(): Waiting | undefined {
    let earliest: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (waiting.at <= this.#now && (!earliest || waiting.at < earliest.at)) earliest = waiting;
    }
    return earliest;
  }
}
