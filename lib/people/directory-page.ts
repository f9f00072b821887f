import { keptFrom } from "#db/conditions/events.ts";
import { beltProposals } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { nominationsToSettle } from "#lib/guardians/queries.ts";
import { notUnderstood, type Query } from "#lib/parameters.ts";
import { teamOptions } from "#lib/teams/queries.ts";
import { DIRECTORY_PARAMETERS, directory, directoryFilter } from "./directory.ts";
import { nominees } from "./queries.ts";

/** The people an address requests, and the requests among them waiting for this actor. */
export async function directoryPage(ctx: Context, query: Query) {
  const filter = directoryFilter(query);
  return {
    filter,
    found: await directory(ctx, filter),
    teams: await teamOptions(ctx),
    nominations: await nominationsToSettle(ctx),
    proposals: await beltProposals(ctx),
    candidates: await nominees(ctx),
    /** Whether the last actions cover everything people did, or only what this actor may read. */
    readsAllActs: keptFrom(ctx).length === 0,
    leftOut: notUnderstood(DIRECTORY_PARAMETERS, query),
  };
}
