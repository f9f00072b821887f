import type { Permission } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { activeGuardians } from "#lib/guardians/active.ts";
import { reviewRef } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import { loadReview, serviceOf } from "#lib/reviews/detail.ts";
import { engineersHere } from "#lib/reviews/involvement/engineers-here.ts";
import { endedRejected } from "#lib/reviews/lifecycle/ended-rejected.ts";
import { mayFollow } from "#lib/reviews/rules/may-follow.ts";
import { reviewableServices, teamsToAddTo } from "./choices.ts";

/** What the new-review form offers this actor. A follow-up review can only use the service of its predecessor. */
export async function newReviewPage(ctx: Context, previousId: number | null) {
  const { tierRules, sla } = await programSettings(ctx);
  const previous = previousId === null ? null : await followed(ctx, previousId);
  return {
    tierRules,
    sla,
    previous,
    services: previous ? previous.services : await reviewableServices(ctx),
    teams: await teamsToAddTo(ctx),
    guardians: await activeGuardians(ctx),
    engineers: await engineersHere(ctx),
  };
}

/** The review a new one would follow, and whether it may; or NotFound. */
async function followed(ctx: Context, id: number) {
  const row = await loadReview(ctx, id);
  const service = await serviceOf(ctx, row);
  const following: Permission = mayFollow(ctx.actor, { ...row, rejected: await endedRejected(ctx, row) }, service);
  return { id, ref: reviewRef(id), following, services: service && following.allowed ? [service] : [] };
}
