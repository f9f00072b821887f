/** Answers questions one at a time, such as a worker. */
export type Answerer<Question> = { ask: (numbered: { number: number; question: Question }) => void };

/**
 * Asks one question at a time. Meanwhile only the newest question is kept and outdated answers are dropped, so the
 * result never lags behind the last question asked.
 */
export class AskLatest<Question, Answer> {
  private readonly answerer: Answerer<Question>;
  private readonly show: (answer: Answer, question: Question) => void;
  private newest = 0;
  private asked: { number: number; question: Question } | null = null;
  private waiting: { number: number; question: Question } | null = null;

  constructor(answerer: Answerer<Question>, show: (answer: Answer, question: Question) => void) {
    this.answerer = answerer;
    this.show = show;
  }

  ask(question: Question): void {
    this.newest += 1;
    const numbered = { number: this.newest, question };
    if (this.asked) this.waiting = numbered;
    else this.send(numbered);
  }

  /** Called with each answer. */
  answered({ number, answer }: { number: number; answer: Answer }): void {
    const { asked } = this;
    this.asked = null;
    if (asked?.number === number && number === this.newest) this.show(answer, asked.question);
    const next = this.waiting;
    this.waiting = null;
    if (next) this.send(next);
  }

  private send(numbered: { number: number; question: Question }): void {
    this.asked = numbered;
    this.answerer.ask(numbered);
  }
}
