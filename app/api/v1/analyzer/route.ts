import { apiRoute } from "#lib/web/api-route.ts";
import { analyzerStatus } from "#lib/policies/analyzer/analyzer-status.ts";
import { analyzerStatusOutput } from "#lib/policies/output.ts";

export const GET = apiRoute({
  summary:
    "How this deployment asks AWS IAM Access Analyzer: region, credentials without their secret, and today's budget",
  tag: "Policy checks",
  answer: analyzerStatusOutput,
  run: (ctx) => analyzerStatus(ctx),
});
