import type { Answerer } from "./ask-latest.ts";

/** What is needed of a worker of the browser. */
type Working = Pick<Worker, "postMessage" | "terminate"> & {
  addEventListener: (type: "message" | "error", listener: (event: { data: unknown }) => void) => void;
};

/** `tooLong`: there was no answer in time, to the question of that number. `broke`: there will be none at all. */
type Heard<Answer> = {
  answered: (numbered: { number: number; answer: Answer }) => void;
  tooLong: (number: number) => void;
  broke: () => void;
};

/** Asks a worker, which starts with the first question. One that takes too long is ended: the next question starts another. */
export function timedAnswerer<Question, Answer>(
  start: () => Working,
  milliseconds: number,
  { answered, tooLong, broke }: Heard<Answer>,
): Answerer<Question> & { end: () => void } {
  let worker: Working | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
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
      clearTimeout(timer);
      broke();
    });
    return fresh;
  };
  return {
    ask: (numbered) => {
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
