import { readsBusinessCase } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { measuredIn } from "./guardian-effect.ts";
import { type BusinessCaseAddress, businessCaseQuery } from "./input.ts";
import type { Assumptions, BusinessCasePage } from "./output.ts";
import { understood } from "./read-query.ts";
import { keptMetrics } from "./recent-metrics.ts";
import { businessCase } from "./rules/business-case.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/**
 * What guardians save in a year, from the difference they make and what is assumed beside it: the year that ends with the quarter, as
 * of the day, that is asked for. Of the whole program, for its staff and leaders: throws NotFound for others, Invalid for a number
 * of another form, and for a quarter or a day as `readQuery`.
 */
export async function businessCasePage(ctx: Context, query: BusinessCaseAddress): Promise<BusinessCasePage> {
  if (!readsBusinessCase(ctx.actor)) throw new NotFound("The business case");
  const { quarter: picked, asOf: day, ...wanted } = parse(businessCaseQuery, query);
  const asked = { ...(await understood(ctx, { quarter: picked, asOf: day })), scope: PROGRAM_SCOPE };
  const { effect, figures, asOf } = await keptMetrics(ctx, asked);
  const measured = await measuredIn(ctx, asked.quarter, asked.timeZone, new Date(asOf));
  const assumed = measured && { ...measured, ...given(wanted) };
  const found = assumed && businessCase(effect, assumed);
  return {
    effect,
    hours: figures.find(({ id }) => id === "M12")?.quarters.findLast(({ quarter }) => !quarter.inProgress) ?? null,
    // The days and the findings of the reviews without a guardian are shown beside a difference only: raw, the two sides are not comparable.
    measured: found && measured,
    assumed: found && assumed,
    found,
  };
}

function given(wanted: { [Name in keyof Assumptions]?: number | undefined }): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
