import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { beltProgress } from "#lib/belts/queries.ts";
import type { Context } from "#lib/context.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { listNewsletters } from "#lib/newsletters/queries.ts";
import { goals } from "#lib/program/queries.ts";
import { movedSinceYesterday, needsOf } from "./queries.ts";

/** What home shows this person; `progress` to a guardian, `led` to those who lead. */
export async function homePage(ctx: Context & { actor: PersonActor }) {
  const needs = await needsOf(ctx);
  const moved = await movedSinceYesterday(ctx);
  const progress = ctx.actor.guardian ? await beltProgress(ctx, ctx.actor.personId) : null;
  const led = hasRole(ctx.actor, "leader", "program_manager") ? await ledPart(ctx) : null;
  return { needs, moved, progress, led };
}

async function ledPart(ctx: Context) {
  return { goals: await goals(ctx), values: await goalValues(ctx), letters: await listNewsletters(ctx) };
}
