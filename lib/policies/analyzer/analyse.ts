import type { Analyzer } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import type { Ending } from "#lib/policies/rules/aws/outcome.ts";
import { strictest } from "#lib/policies/rules/aws/strictest.ts";
import { ANALYZER_WORDS } from "#lib/policies/rules/check-words.ts";
import type { DocumentResult } from "#lib/policies/rules/evaluate-documents.ts";
import { keptResults } from "#lib/policies/rules/kept-results.ts";
import type { Answering, Evaluated } from "#lib/policies/runs/tasks.ts";
import { sha256 } from "#lib/sha256.ts";
import type { AccessAnalyzer } from "./access-analyzer.ts";
import { askAws } from "./ask-aws.ts";

type Evaluate = (answering: Answering) => Promise<Evaluated>;

/**
 * The results of an evaluation, answered by the analyzer the profile chose. `ending`: AWS gives no answer for now, or
 * never in this setup. An evaluation asks the same questions in the same order whatever the answers: questions are
 * collected, AWS is asked, then its answers are filled in. `overBudget` counts the questions left for another day.
 */
export async function analyse(
  ctx: Context,
  { analyzer, aws }: { analyzer: Analyzer; aws: AccessAnalyzer | null },
  evaluate: Evaluate,
): Promise<{ results: DocumentResult[]; overBudget: number } | { ending: Ending }> {
  if (analyzer === "engine") return { results: (await evaluate({ by: "engine" })).results, overBudget: 0 };
  if (!aws) {
    const cause = `The check profile uses ${ANALYZER_WORDS.aws}, which is not configured in this deployment. Set AWS_REGION, or choose the engine in the profile.`;
    return { ending: { outcome: "refused", cause } };
  }
  const { results: ours, questions } = await evaluate({ by: "noting" });
  const asked = await askAws(ctx, aws, questions);
  if ("ending" in asked) return asked;
  const { results: theirs } = await evaluate({ by: "aws", answers: asked.answers });
  const { overBudget } = asked;
  const results = analyzer === "both" ? strictest(ours, theirs) : theirs;
  return { results: keptResults(results, sha256), overBudget };
}
