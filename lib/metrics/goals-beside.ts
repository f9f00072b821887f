import type { Context } from "#lib/context.ts";
import type { Goal } from "#lib/program/output.ts";
import { goals } from "#lib/program/queries.ts";
import type { MetricsScope } from "./scope.ts";

/**
 * The goals that stand beside the numbers of a scope, on a page or in a letter: those of the program, which all share, and those of
 * the organisations that are counted whole, with all below them.
 */
export async function goalsBeside(ctx: Context, { organisationIds }: MetricsScope): Promise<Goal[]> {
  const all = await goals(ctx);
  return all.filter(
    ({ organisation }) =>
      organisation === null || organisationIds === null || organisationIds.includes(organisation.id),
  );
}
