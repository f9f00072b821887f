import type { Context } from "#lib/context.ts";
import { activeGuardians } from "#lib/guardians/active.ts";
import { programSettings } from "#lib/program/settings.ts";
import { reviewableServices, teamsToAddTo } from "./choices.ts";

/** What the form of a new review offers this actor. */
export async function newReviewPage(ctx: Context) {
  const { tierRules, sla } = await programSettings(ctx);
  return {
    tierRules,
    sla,
    services: await reviewableServices(ctx),
    teams: await teamsToAddTo(ctx),
    guardians: await activeGuardians(ctx),
  };
}
