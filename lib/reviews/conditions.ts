import { and, eq, gte, isNull, or, type SQL, sql } from "drizzle-orm";
import { findings, reviewConditions, reviewDecisions } from "#db/schema/index.ts";

/** The conditions that are still owed: of the last decision of their review, which takes the place of all before it, and not verified. */
export function owedConditions(): SQL | undefined {
  const last = sql`(select max(${reviewDecisions.id}) from ${reviewDecisions} where ${reviewDecisions.reviewId} = ${reviewConditions.reviewId})`;
  return and(eq(reviewConditions.decisionId, last), isNull(reviewConditions.verifiedAt));
}

/** As `owedConditions`, of one review. */
export function openConditions(reviewId: number): SQL | undefined {
  return and(eq(reviewConditions.reviewId, reviewId), owedConditions());
}

/** `passesUnmended` of a row of `findings`, by who settled it: as long as its risk is accepted, or it counts as invalid. */
export function findingPasses(today: string): SQL | undefined {
  const accepted = and(eq(findings.state, "accepted"), gte(findings.acceptedUntil, today));
  const notOwn = sql`${findings.raisedById} is distinct from ${findings.settledById}`;
  return or(accepted, and(eq(findings.state, "invalid"), eq(findings.blocking, true), notOwn));
}
