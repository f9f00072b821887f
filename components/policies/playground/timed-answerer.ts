import type { Answerer } from "./ask-latest.ts";

/** What is needed of a worker of the browser. */
type Working = Pick<Worker, "postMessage" | "terminate"> & {
  addEventListener: (type: "message" | "error", listener: (event: { data: unknown }) => void) => void;
};

/** There is no answer to the question of that number: in time, or because the worker broke on it or could not be started. */
type Heard<Answer> = {
  answered: (numbered: { number: number; answer: Answer }) => void;
  tooLong: (number: number) => void;
  broke: (number: number) => void;
};

/**
 * Asks a worker, which starts with the first question, one question at a time. One that takes too long or breaks is ended, and
 * the next question starts another. A worker that has no memory left may just fall silent: then its time is up too.
 */
export function timedAnswerer<Question, Answer>(
  start: () => Working,
  milliseconds: number,
  { answered, tooLong, broke }: Heard<Answer>,
): Answerer<Question> & { end: () => void } {
  let worker: Working | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;
  const end = () => {
    clearTimeout(timer);
    worker?.terminate();
    worker = null;
  };
  const started = () => {
    const fresh = start();
    fresh.addEventListener("message", ({ data }) => {
      clearTimeout(timer);
      answered(data as { number: number; answer: Answer });
    });
    fresh.addEventListener("error", () => {
      if (worker !== fresh) return;
      end();
      broke(asked);
    });
    return fresh;
  };
  return {
    ask: (numbered) => {
      asked = numbered.number;
      worker ??= started();
      timer = setTimeout(() => {
        end();
        tooLong(numbered.number);
      }, milliseconds);
      worker.postMessage(numbered);
    },
    end,
  };
}
