import { type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { latestCriteria } from "#lib/belts/evidence.ts";
import { beltsAskingFor } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { listed } from "#lib/words.ts";

/** Whether this actor may retire this course now: no belt may require a course that nobody can take. */
export async function mayRetire(ctx: Context, code: string): Promise<Permission> {
  const managing = may(ctx.actor, "course.manage", null);
  if (!managing.allowed) return managing;
  const latest = await latestCriteria(ctx);
  const asking = beltsAskingFor(code, latest?.criteria);
  if (asking.length === 0) return managing;
  const belts = `${listed(asking)} ${asking.length === 1 ? "belt" : "belts"}`;
  return refused("state", `The criteria of the ${belts} require ${code}. Publish criteria without it first.`);
}
