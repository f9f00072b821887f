import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { checkProfiles, checkProfileVersions, events } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { completeDefinition, type ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, type FieldProblem, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { refuseUnseen } from "#lib/newer-version.ts";
import { type PublishProfileInput, profileDefinition, publishProfileInput } from "#lib/policies/input.ts";
import type { PublishedProfile } from "#lib/policies/output.ts";
import { eases } from "#lib/policies/rules/eases.ts";
import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import { listed } from "#lib/words.ts";

type Asked = z.infer<typeof publishProfileInput>;
type Profile = typeof checkProfiles.$inferSelect;
type Wanted = Asked & Pick<Profile, "tiers">;

/**
 * Publishes a version of a check profile. It takes over the named tiers, or keeps its own; earlier decisions keep their
 * version.
 */
export async function publishProfile(ctx: Context, input: PublishProfileInput): Promise<PublishedProfile> {
  const asked = parse(publishProfileInput, input);
  const problems = await referenceProblems(ctx, asked);
  if (problems.length > 0) throw new Invalid(`A reference policy is invalid. ${problems[0]?.message ?? ""}`, problems);
  return transaction(ctx, async (ctx) => {
    const profiles = await ctx.db.select().from(checkProfiles).orderBy(asc(checkProfiles.id)).for("update");
    ensure(may(ctx.actor, "check-profile.publish", null));
    const current = profiles.find(({ id }) => id === asked.profileId) ?? null;
    if (asked.profileId && !current) throw new NotFound("The check profile");
    const wanted: Wanted = { ...asked, tiers: asked.tiers ?? current?.tiers ?? [] };
    const latest = current ? await latestVersion(ctx, current.id) : null;
    if (current && latest && isSame(wanted, current, completeDefinition(latest.definition)))
      return answer(current, latest.version);
    refuseUnseen(wanted.follows, latest?.version ?? 0);
    refuseName(wanted, profiles);
    refuseUncovered(wanted, current, profiles);
    const eased = await isEased(ctx, wanted);
    for (const other of profiles) await takeTiers(ctx, other, wanted);
    const profile = await write(ctx, wanted, current);
    const version = (latest?.version ?? 0) + 1;
    const publishedById = personOf(ctx.actor)?.personId ?? null;
    const { definition } = wanted;
    await ctx.db
      .insert(checkProfileVersions)
      .values({ profileId: profile.id, version, definition, publishedById, publishedAt: ctx.now });
    await record(ctx, {
      type: "check-profile.published",
      subject: { kind: "program", id: 1 },
      data: { profileId: profile.id, version, eased, tiers: profile.tiers },
    });
    return answer(profile, version);
  });
}

/** Reads references outside the server process and before a transaction, because reading is slow. */
async function referenceProblems(ctx: Context, { definition }: Asked): Promise<FieldProblem[]> {
  const { identity, resource } = definition.references;
  if (identity.length + resource.length === 0) return [];
  return refuseTooMuch("definition", workOnPolicies(ctx, "profileProblems", { references: definition.references }));
}

function answer({ id: profileId, name, tiers }: Profile, version: number): PublishedProfile {
  return { profileId, name, tiers, version };
}

function refuseName({ name, profileId }: Wanted, profiles: Profile[]): void {
  if (profiles.some((other) => other.name === name && other.id !== profileId)) {
    throw new Conflict(`A check profile named “${name}” already exists. Use another name.`);
  }
}

/** Every tier always has one profile, so a review cannot be submitted into a tier without checks. */
function refuseUncovered({ tiers }: Wanted, current: Profile | null, profiles: Profile[]): void {
  const covered = new Set<Tier>([...tiers, ...profiles.filter(({ id }) => id !== current?.id).flatMap((p) => p.tiers)]);
  const left = (current?.tiers ?? []).filter((tier) => !covered.has(tier));
  if (left.length === 0) return;
  const message = `No other profile checks the ${listed(left)} tier. Publish another profile for it first.`;
  throw new Invalid(message, [{ path: ["tiers"], message }]);
}

/**
 * Whether a tier gets laxer checks than any version that has judged it since someone else last published for it, under
 * any name. Two versions by one person, or a copy of a profile, hide nothing.
 */
async function isEased(ctx: Context, { tiers, definition }: Wanted): Promise<boolean> {
  const after = completeDefinition(definition);
  const own = personOf(ctx.actor)?.personId ?? null;
  for (const tier of tiers) {
    for (const before of await judgedBy(ctx, tier)) {
      if (eases(completeDefinition(before.definition), after)) return true;
      if (before.publishedById !== own) break;
    }
  }
  return false;
}

/**
 * The versions that have judged a tier, latest first. Old events do not record tiers, so the profile's current ones
 * count.
 */
function judgedBy(ctx: Context, tier: Tier) {
  const { profileId, version, definition, publishedById } = checkProfileVersions;
  const number = (key: string) => sql`(${events.data} ->> ${key}::text)::int`;
  const judged = sql`coalesce(${events.data} -> 'tiers', ${checkProfiles.tiers}) @> ${JSON.stringify([tier])}::jsonb`;
  return ctx.db
    .select({ definition, publishedById })
    .from(events)
    .innerJoin(checkProfileVersions, and(eq(profileId, number("profileId")), eq(version, number("version"))))
    .innerJoin(checkProfiles, eq(checkProfiles.id, profileId))
    .where(and(eq(events.type, "check-profile.published"), judged))
    .orderBy(desc(events.id));
}

async function takeTiers(ctx: Context, other: Profile, { tiers, profileId }: Wanted): Promise<void> {
  if (other.id === profileId || !other.tiers.some((tier) => tiers.includes(tier))) return;
  const left = other.tiers.filter((tier) => !tiers.includes(tier));
  await ctx.db.update(checkProfiles).set({ tiers: left }).where(eq(checkProfiles.id, other.id));
}

async function write(ctx: Context, wanted: Wanted, current: Profile | null): Promise<Profile> {
  const { name, description, tiers } = wanted;
  const row = { name, description, tiers };
  const [profile] = current
    ? await ctx.db.update(checkProfiles).set(row).where(eq(checkProfiles.id, current.id)).returning()
    : await ctx.db
        .insert(checkProfiles)
        .values({ ...row, createdAt: ctx.now })
        .onConflictDoNothing({ target: checkProfiles.name })
        .returning();
  if (!profile) throw new Conflict(`A check profile named “${name}” already exists. Use another name.`);
  return profile;
}

async function latestVersion(ctx: Context, profileId: number) {
  const [latest] = await ctx.db
    .select()
    .from(checkProfileVersions)
    .where(eq(checkProfileVersions.profileId, profileId))
    .orderBy(desc(checkProfileVersions.version))
    .limit(1);
  return latest ?? null;
}

/** Publishing the same again, as a double click does, creates no version. */
function isSame(wanted: Wanted, current: Profile, definition: ProfileDefinition): boolean {
  const text = (value: Pick<Wanted, "name" | "description" | "tiers" | "definition">) =>
    JSON.stringify([value.name, value.description, [...value.tiers].sort(), profileDefinition.parse(value.definition)]);
  return text(wanted) === text({ ...current, definition });
}
