import { minutesThisMonth } from "#lib/activity/queries.ts";
import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { beltProgress, reviewsByAct } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { lifecycles } from "#lib/guardians/queries.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { listNewsletters } from "#lib/newsletters/queries.ts";
import { goals } from "#lib/program/queries.ts";
import { atRiskBelow, peopleBelow } from "./below-leader.ts";
import { movedSinceYesterday, needsOf } from "./queries.ts";

type PersonContext = Context & { actor: PersonActor };

/** Reviews offered for logging time, including those the person worked on recently. */
const LATEST_REVIEWS = 5;

/** The home page for this person; `guardian` for guardians, `queue` for engineers, `led` for leaders. */
export async function homePage(ctx: PersonContext) {
  const { queue, ...asked } = await needsOf(ctx);
  return {
    ...asked,
    moved: await movedSinceYesterday(ctx),
    guardian: ctx.actor.guardian ? await guardianPart(ctx) : null,
    queue: hasRole(ctx.actor, "security_engineer") ? queue : null,
    led: hasRole(ctx.actor, "leader", "program_manager") ? await ledPart(ctx) : null,
  };
}

async function guardianPart(ctx: PersonContext) {
  const { personId } = ctx.actor;
  return {
    progress: await beltProgress(ctx, personId),
    minutes: (await minutesThisMonth(ctx, personId)) ?? 0,
    hoursAgreed: (await lifecycles(ctx, personId)).find(({ state }) => state === "active")?.hoursPerMonth ?? null,
    reviews: (await reviewsByAct(ctx, personId, LATEST_REVIEWS)).map(({ id }) => id),
  };
}

/** Program managers see overdue items among their own needs, so `risks` are only for leaders. */
async function ledPart(ctx: PersonContext) {
  const [letter = null] = await listNewsletters(ctx);
  const set = await goals(ctx);
  return {
    goals: set,
    values: await goalValues(ctx, set),
    letter,
    people: await peopleBelow(ctx),
    risks: hasRole(ctx.actor, "leader") ? await atRiskBelow(ctx) : null,
  };
}
