import { judgeInBrowser, type Question } from "#lib/policies/rules/playground.ts";

type Numbered = { number: number; question: Question };

/** Judges in a worker, so that typing never waits for a proof. */
self.addEventListener("message", ({ data }: MessageEvent<Numbered>) => {
  answer(data).catch(reportError);
});

async function answer({ number, question }: Numbered): Promise<void> {
  self.postMessage({ number, answer: await judgeInBrowser(question) });
}
