import { inArray } from "drizzle-orm";
import { analyzerAnswers } from "#db/schema/index.ts";
import type { AwsAnswer } from "#lib/checks/aws/ask.ts";
import type { AwsQuestion } from "#lib/checks/aws/question.ts";
import type { Context } from "#lib/context.ts";
import type { CheckResult, Finding } from "#lib/iam/index.ts";
import type { Ending, Outcome } from "#lib/policies/rules/aws/outcome.ts";
import { sha256 } from "#lib/sha256.ts";
import type { AccessAnalyzer } from "./access-analyzer.ts";
import { analyzerBudget, takeRequest } from "./analyzer-budget.ts";

/** `ending` stops the questions: AWS gives no answer for now, or never in this setup. Earlier answers are kept. */
type AskedAws = { answers: ReadonlyMap<string, AwsAnswer>; overBudget: number } | { ending: Ending };

type Value = CheckResult | Finding[];

const DIGESTS_AT_ONCE = 500;

/**
 * AWS's answers to these questions, by key. Answered questions are not asked again; questions beyond the day's budget
 * are undecided and counted. Never call it in a transaction, because asking is slow.
 */
export async function askAws(
  ctx: Context,
  analyzer: AccessAnalyzer,
  questions: ReadonlyMap<string, AwsQuestion>,
): Promise<AskedAws> {
  const answers = new Map<string, AwsAnswer>();
  const digests = new Map([...questions.keys()].map((key) => [key, digestOf(analyzer, key)]));
  const known = await knownAnswers(ctx, [...digests.values()]);
  const open: [key: string, digest: string, question: AwsQuestion][] = [];
  for (const [key, question] of questions) {
    const digest = digests.get(key) ?? "";
    const before = known.get(digest);
    if (before) answers.set(key, { outcome: "answered", value: before });
    else open.push([key, digest, question]);
  }
  if (open.length === 0) return { answers, overBudget: 0 };
  const ending = await unusable(analyzer);
  if (ending) return { ending };
  const budget = await analyzerBudget(ctx);
  let overBudget = 0;
  for (const [key, digest, question] of open) {
    const allowed = await takeRequest(ctx, budget);
    if (!allowed) overBudget += 1;
    const outcome = allowed ? await ask(analyzer, question) : beyond(budget.budget);
    if (outcome.outcome === "retry" || outcome.outcome === "refused") return { ending: outcome };
    if (outcome.outcome === "answered") await keep(ctx, digest, outcome.value);
    answers.set(key, outcome);
  }
  return { answers, overBudget };
}

function ask(analyzer: AccessAnalyzer, question: AwsQuestion): Promise<Outcome<Value>> {
  return question.operation === "ValidatePolicy" ? analyzer.validate(question) : analyzer.check(question);
}

/** Refused or missing credentials cost no request. */
async function unusable(analyzer: AccessAnalyzer): Promise<Ending | null> {
  const facts = await analyzer.credentials();
  if (facts.outcome !== "answered")
    return { outcome: facts.outcome === "refused" ? "refused" : "retry", cause: facts.cause };
  const { use, warning } = facts.value;
  return use === "refused" ? { outcome: "refused", cause: warning ?? "" } : null;
}

function beyond(budget: number): AwsAnswer {
  const cause = `the daily budget for AWS requests (${budget}) is used up. The question will be asked the next day`;
  return { outcome: "undecided", cause };
}

/** Another endpoint may answer differently. */
function digestOf({ endpoint }: AccessAnalyzer, key: string): string {
  return sha256(JSON.stringify([endpoint, key]));
}

async function knownAnswers(ctx: Context, digests: readonly string[]): Promise<Map<string, Value>> {
  const known = new Map<string, Value>();
  for (let at = 0; at < digests.length; at += DIGESTS_AT_ONCE) {
    const rows = await ctx.db
      .select({ digest: analyzerAnswers.digest, answer: analyzerAnswers.answer })
      .from(analyzerAnswers)
      .where(inArray(analyzerAnswers.digest, digests.slice(at, at + DIGESTS_AT_ONCE)));
    for (const { digest, answer } of rows) known.set(digest, answer);
  }
  return known;
}

async function keep(ctx: Context, digest: string, answer: Value): Promise<void> {
  await ctx.db.insert(analyzerAnswers).values({ digest, answer, answeredAt: ctx.now }).onConflictDoNothing();
}
