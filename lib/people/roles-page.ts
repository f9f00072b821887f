import type { Context } from "#lib/context.ts";
import { organisationTree } from "#lib/teams/queries.ts";
import { peopleAndRoles, peopleOptions } from "./queries.ts";

/** People with their roles, and what the forms beside them offer. */
export async function rolesPage(ctx: Context, filter: { q?: string; page?: number }) {
  return {
    found: await peopleAndRoles(ctx, filter),
    organisations: await organisationTree(ctx),
    people: await peopleOptions(ctx),
  };
}
