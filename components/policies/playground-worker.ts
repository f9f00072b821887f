import { judge, type Question } from "#lib/policies/rules/playground.ts";

/** Judges beside the page, so that typing never waits for a proof. */
self.addEventListener("message", ({ data }: MessageEvent<{ number: number; question: Question }>) => {
  self.postMessage({ number: data.number, answer: judge(data.question) });
});
