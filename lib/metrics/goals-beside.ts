import type { Context } from "#lib/context.ts";
import type { Goal } from "#lib/program/output.ts";
import { goals } from "#lib/program/queries.ts";
import type { MetricsScope } from "./scope.ts";

/**
 * The goals shown next to a scope's numbers, on a page or in a letter: the shared program goals, and those of
 * organisations counted whole, with all organisations below them.
 */
export async function goalsBeside(ctx: Context, { organisationIds }: MetricsScope): Promise<Goal[]> {
  const all = await goals(ctx);
  return all.filter(
    ({ organisation }) =>
      organisation === null || organisationIds === null || organisationIds.includes(organisation.id),
  );
}
