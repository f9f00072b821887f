import { type Answerer, overallVerdict, type Verdict } from "#lib/checks/verdict.ts";
import type { OtherAnswer } from "../result-reason.ts";

type Result = { verdict: Verdict; message: string; answeredBy?: Answerer; otherAnswer?: OtherAnswer | null };

/**
 * The results of two analyzers as one: of each pair the stricter one, with what the other said. The engine's where both say
 * the same, for it shows a request. Both lists are of the same checks in the same order; what AWS did not answer is the
 * engine's in both.
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
