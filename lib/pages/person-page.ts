import { activityByWeek } from "#lib/activity/queries.ts";
import { ALLOWED, type Permission, personOf, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { mayReadPrivate } from "#lib/auth/private-facts.ts";
import type { BeltProgress } from "#lib/belts/output.ts";
import { beltProgress, reviewsByAct } from "#lib/belts/queries.ts";
import { awardRefusal } from "#lib/belts/rules.ts";
import type { Context } from "#lib/context.ts";
import { feedbackOn } from "#lib/guardians/feedback-queries.ts";
import { offeredMoves } from "#lib/guardians/offered-moves.ts";
import { lifecycles, movingGuardian } from "#lib/guardians/queries.ts";
import { identitiesOf } from "#lib/people/identity-queries.ts";
import type { Profile } from "#lib/people/output.ts";
import { ownSessions } from "#lib/people/own-sessions.ts";
import { peopleOptions, personProfile } from "#lib/people/queries.ts";
import { hasLeftWords } from "#lib/people/rules/leaver-refusals.ts";
import { organisationTree } from "#lib/teams/queries.ts";
import { listThreatModels } from "#lib/threat-models/queries.ts";
import { personCourses } from "#lib/training/queries.ts";

/** One person with their actions and state, limited to what this actor may see; `courses` if `open` allows. */
export async function personPage(ctx: Context, id: number) {
  const person = await personProfile(ctx, id);
  const open = await mayReadPrivate(ctx, id);
  const moving = await movingGuardian(ctx, id);
  const { models } = await listThreatModels(ctx, { authorId: id });
  const progress = await beltProgress(ctx, id);
  const editing = editingOf(ctx, person);
  const others = moving || editing.allowed ? (await peopleOptions(ctx)).filter((other) => other.id !== id) : [];
  return {
    person,
    editing,
    mailing: may(ctx.actor, "people.manage", null),
    managers: editing.allowed ? others : [],
    organisations: editing.allowed ? await organisationTree(ctx) : [],
    models,
    open,
    moving,
    moves: moving && (await offeredMoves(ctx, moving)),
    progress,
    awarding: awarding(ctx, { ...person, isActive: moving?.state === "active" }, progress),
    feedback: await feedbackOn(ctx, id),
    weeks: await activityByWeek(ctx, id),
    times: await lifecycles(ctx, id),
    successors: moving ? others : [],
    reviews: await reviewsByAct(ctx, id),
    signIn: await signInOf(ctx, person),
    courses: open.allowed ? await personCourses(ctx, id) : [],
  };
}

/** Whether this actor can edit the person now, with the answer the verb would give. */
function editingOf(ctx: Context, person: Profile): Permission {
  return whileHere(may(ctx.actor, "organisation.manage", null), person);
}

/**
 * How the person signs in, whether this actor can end their sessions now, and, for the person alone, the sessions. Null
 * if the actor may not see it.
 */
async function signInOf(ctx: Context, person: Profile) {
  const { id: personId } = person;
  if (!may(ctx.actor, "person.read-identities", { personId }).allowed) return null;
  const identities = await identitiesOf(ctx, personId);
  const isOwn = personOf(ctx.actor)?.personId === personId;
  return {
    identities,
    sessions: isOwn ? await ownSessions(ctx) : null,
    ending: whileHere(may(ctx.actor, "sessions.end", { personId }), person),
  };
}

/** The gate's answer, for someone who has not left. */
function whileHere(gate: Permission, { name, deactivatedAt }: Profile): Permission {
  return gate.allowed && deactivatedAt ? refused("state", hasLeftWords(name)) : gate;
}

/** Whether this actor can award the next belt now, with the answer the verb would give. */
function awarding(
  ctx: Context,
  { id, name, isActive }: { id: number; name: string; isActive: boolean },
  { next, criteriaVersion, items }: BeltProgress,
): Permission {
  const gate = may(ctx.actor, "belt.award", { personId: id });
  if (!gate.allowed) return gate;
  const refusal = awardRefusal({ name, isActive, next, way: criteriaVersion === null ? null : items }, next);
  return refusal === null ? ALLOWED : refused("state", refusal);
}
