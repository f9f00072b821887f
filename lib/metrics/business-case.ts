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
 * Guardians' yearly savings, from their measured difference plus assumptions, for the year that ends with the quarter,
 * as of the requested day. Whole program, for its staff and leaders: throws NotFound for others, Invalid for a
 * malformed number, and the errors of `readQuery` for a quarter or day.
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
    // Days and findings without a guardian appear only next to a difference, because the raw sides are not comparable.
    measured: found && measured,
    assumed: found && assumed,
    found,
  };
}

function given(wanted: { [Name in keyof Assumptions]?: number | undefined }): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
