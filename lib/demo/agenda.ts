/** Something that happens over time: it yields the time of its next step, then does that step. */
export type Life = AsyncGenerator<Date, void, void>;

type Waiting = { life: Life; at: number };

/** Advances lives in order of time, up to `now`. Later steps do not happen. */
export class Agenda {
  readonly #now: number;
  /** Latest first, so that the next life is taken from the end. */
  readonly #waiting: Waiting[] = [];

  constructor(now: Date) {
    this.#now = now.getTime();
  }

  /** Begins a life, which does nothing before its first moment. */
  async begin(life: Life): Promise<void> {
    const first = await life.next();
    if (!first.done) this.#add({ life, at: first.value.getTime() });
  }

  async run(): Promise<void> {
    for (let next = this.#waiting.pop(); next && next.at <= this.#now; next = this.#waiting.pop()) {
      const step = await next.life.next();
      if (!step.done) this.#add({ life: next.life, at: step.value.getTime() });
    }
  }

  /** At the same moment, lives keep the order in which they were added. */
  #add(added: Waiting): void {
    let from = 0;
    let to = this.#waiting.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#waiting[middle]?.at ?? 0) > added.at) from = middle + 1;
      else to = middle;
    }
    this.#waiting.splice(from, 0, added);
  }
}
