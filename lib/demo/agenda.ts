/** Something that happens over time: it says when it goes on, and does its next step then. */
export type Life = AsyncGenerator<Date, void, void>;

type Waiting = { life: Life; at: number };

/** Lets lives go on in the order of time, until `now`. What would happen later has not happened. */
export class Agenda {
  readonly #now: number;
  /** The latest first, so that the next one is taken from the end. */
  readonly #waiting: Waiting[] = [];

  constructor(now: Date) {
    this.#now = now.getTime();
  }

  /** Begins a life: nothing of it happens before its first moment. */
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

  /** Of two at the same moment the one that was added first comes first. */
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
