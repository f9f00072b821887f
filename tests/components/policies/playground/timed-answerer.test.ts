import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { timedAnswerer } from "#components/policies/playground/timed-answerer.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An answerer of one second, whose workers answer when they are told to. */
function answerer() {
  const heard: unknown[] = [];
  const workers: { asked: unknown[]; ended: boolean; say: (data: unknown) => void; fail: () => void }[] = [];
  const start = () => {
    const listeners = new Map<string, (event: { data: unknown }) => void>();
    const worker = {
      asked: [] as unknown[],
      ended: false,
      say: (data: unknown) => listeners.get("message")?.({ data }),
      fail: () => listeners.get("error")?.({ data: undefined }),
    };
    workers.push(worker);
    return {
      postMessage: (data: unknown) => void worker.asked.push(data),
      terminate: () => {
        worker.ended = true;
      },
      addEventListener: (type: string, listener: (event: { data: unknown }) => void) => {
        listeners.set(type, listener);
      },
    };
  };
  const { ask, end } = timedAnswerer<string, string>(start, 1_000, {
    answered: (numbered) => heard.push(numbered),
    tooLong: (number) => heard.push(`${number} took too long`),
    broke: (number) => heard.push(`${number} broke it`),
  });
  return { ask: (number: number) => ask({ number, question: "q" }), end, heard, workers };
}

it("asks one worker question after question", () => {
  const { ask, heard, workers } = answerer();
  ask(1);
  workers[0]?.say({ number: 1, answer: "yes" });
  vi.advanceTimersByTime(5_000);
  ask(2);
  expect(workers).toMatchObject([{ asked: [{ number: 1 }, { number: 2 }], ended: false }]);
  expect(heard).toEqual([{ number: 1, answer: "yes" }]);
});

it("S46 ends a worker that takes too long, says so, and asks another one the next question", () => {
  const { ask, heard, workers } = answerer();
  ask(1);
  vi.advanceTimersByTime(1_000);
  expect(heard).toEqual(["1 took too long"]);
  ask(2);
  workers[1]?.say({ number: 2, answer: "no" });
  expect(workers).toMatchObject([{ ended: true }, { asked: [{ number: 2 }], ended: false }]);
  expect(heard.at(-1)).toEqual({ number: 2, answer: "no" });
});

it("S46 ends a worker that breaks, says so once, and asks another one the next question", () => {
  const { ask, heard, workers } = answerer();
  ask(1);
  workers[0]?.fail();
  vi.advanceTimersByTime(5_000);
  expect(heard).toEqual(["1 broke it"]);
  ask(2);
  workers[0]?.fail();
  workers[1]?.say({ number: 2, answer: "no" });
  expect(workers).toMatchObject([{ ended: true }, { asked: [{ number: 2 }], ended: false }]);
  expect(heard).toEqual(["1 broke it", { number: 2, answer: "no" }]);
});

it("is silent once it is ended", () => {
  const { ask, end, heard, workers } = answerer();
  ask(1);
  end();
  vi.advanceTimersByTime(5_000);
  expect([workers[0]?.ended, heard]).toEqual([true, []]);
});
