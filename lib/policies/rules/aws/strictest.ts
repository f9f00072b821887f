import { type Answerer, overallVerdict, type Verdict } from "#lib/checks/verdict.ts";
import type { OtherAnswer } from "../result-reason.ts";

type Result = { verdict: Verdict; message: string; answeredBy?: Answerer; otherAnswer?: OtherAnswer | null };

/**
 * Merges two analyzers' results: the stricter of each pair, with the other's answer. If both agree, the engine's result
 * is used, because it shows a request. Both lists contain the same checks in the same order; checks AWS did not answer
 * are the engine's in both.
 */
export function strictest<R extends Result>(engine: readonly R[], aws: readonly R[]): R[] {
  if (engine.length !== aws.length) throw new Error("The analyzers were asked different questions");
  return engine.map((ours, index) => {
    const theirs = aws[index];
    if (theirs?.answeredBy !== "aws") return ours;
    const verdict = overallVerdict([ours.verdict, theirs.verdict]);
    const [chosen, other] = ours.verdict === verdict ? [ours, theirs] : [theirs, ours];
    const { verdict: said, message } = other;
    return { ...chosen, otherAnswer: { analyzer: other === theirs ? "aws" : "engine", verdict: said, message } };
  });
}
