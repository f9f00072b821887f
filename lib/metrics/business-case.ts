import { z } from "zod";
import { personOf, readsAllNumbers } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { measuredIn } from "./guardian-effect.ts";
import type { Assumptions, BusinessCasePage } from "./output.ts";
import { begun } from "./read-query.ts";
import { keptMetrics } from "./recent-metrics.ts";
import { businessCase } from "./rules/business-case.ts";
import { PROGRAM_SCOPE } from "./scope.ts";

/** A number in an address: from 0, with a point. */
const numberText = z
  .string()
  .regex(/^\d{1,6}(\.\d{1,4})?$/, "must be a number from 0 to 999999, such as 12.5")
  .transform(Number);

/** What somebody assumes in place of what is measured. */
export const businessCaseQuery = z.strictObject({
  reviews: numberText.optional(),
  days: numberText.optional(),
  findings: numberText.optional(),
  hoursPerFinding: numberText.optional(),
});
export type BusinessCaseAddress = z.input<typeof businessCaseQuery>;

/**
 * What guardians save in a year, from the difference they make and what is assumed beside it. Of the whole program, for its staff
 * and leaders: throws NotFound for others, Invalid for a number of another form.
 */
export async function businessCasePage(ctx: Context, query: BusinessCaseAddress): Promise<BusinessCasePage> {
  if (!mayReadCase(ctx)) throw new NotFound("The business case");
  const wanted = parse(businessCaseQuery, query);
  const { timeZone } = await programSettings(ctx);
  const quarter = begun(ctx.now, undefined, timeZone);
  const { effect, figures, asOf } = await keptMetrics(ctx, { quarter, timeZone, scope: PROGRAM_SCOPE, asOf: null });
  const measured = await measuredIn(ctx, quarter, timeZone, new Date(asOf));
  const assumed = measured && { ...measured, ...given(wanted) };
  return {
    effect,
    hours: figures.find(({ id }) => id === "M12")?.quarters.at(-2) ?? null,
    measured,
    assumed,
    found: assumed && businessCase(effect, assumed),
  };
}

export function mayReadCase({ actor }: Context): boolean {
  return readsAllNumbers(actor) || (personOf(actor)?.organisationIds.length ?? 0) > 0;
}

function given(wanted: z.infer<typeof businessCaseQuery>): Partial<Assumptions> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
}
