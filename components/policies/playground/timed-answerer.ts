import type { Answerer } from "./ask-latest.ts";

/** The parts of a browser `Worker` used here. */
type Working = Pick<Worker, "postMessage" | "terminate"> & {
  addEventListener: (type: "message" | "error", listener: (event: { data: unknown }) => void) => void;
};

/** Reports a question without an answer: too slow, or the worker crashed or failed to start. */
type Heard<Answer> = {
  answered: (numbered: { number: number; answer: Answer }) => void;
  tooLong: (number: number) => void;
  broke: (number: number) => void;
};

/**
 * Asks a worker one question at a time. A slow or crashed worker is terminated and the next question starts another.
 * The timeout also covers workers gone silent after running out of memory.
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
