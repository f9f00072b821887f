import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import type { CredentialFacts } from "#lib/policies/rules/aws/credentials.ts";
import { accessAnalyzer } from "./access-analyzer.ts";
import { type AnalyzerBudget, analyzerBudget } from "./analyzer-budget.ts";

/** `region` is null if AWS is never asked. `credentials` has their publishable facts, or why there are none. */
type AnalyzerStatus = AnalyzerBudget & {
  region: string | null;
  endpoint: string | null;
  credentials: CredentialFacts | null;
  problem: string | null;
};

/** How this deployment asks AWS. The credentials are resolved without sending a request. */
export async function analyzerStatus(ctx: Context, aws = accessAnalyzer()): Promise<AnalyzerStatus> {
  ensure(may(ctx.actor, "analyzer.inspect", null));
  const budget = await analyzerBudget(ctx);
  if (!aws) return { ...budget, region: null, endpoint: null, credentials: null, problem: null };
  const { region, endpoint } = aws;
  const facts = await aws.credentials();
  if (facts.outcome === "answered") return { ...budget, region, endpoint, credentials: facts.value, problem: null };
  return { ...budget, region, endpoint, credentials: null, problem: facts.cause };
}
