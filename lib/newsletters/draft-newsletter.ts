import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { grantHolds, isErased, isHere } from "#db/conditions/people.ts";
import { newsletters, organisations, people, roleGrants } from "#db/schema/index.ts";
import { snapshot, transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { compareQuarters, parseQuarter, quarterLabel, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { programSettings } from "#lib/program/settings.ts";
import { draftedSentences, redrafted } from "./drafted-sentences.ts";
import { type DraftNewsletterInput, draftNewsletterInput } from "./input.ts";
import { type LetterSnapshot, letterSnapshotOutput } from "./output.ts";
import { snapshotDigest } from "./snapshot-digest.ts";
import { takeSnapshot } from "./take-snapshot.ts";

type Receipt = { id: number; snapshotId: string };

/**
 * Drafts the letter of an organisation and quarter over a frozen snapshot of its numbers, all from one moment, with
 * sentences about them. An existing draft is returned unchanged, unless `refresh` requests new numbers.
 */
export async function draftNewsletter(ctx: Context, input: DraftNewsletterInput): Promise<Receipt> {
  const wanted = parse(draftNewsletterInput, input);
  const { organisationId, quarter, refresh } = wanted;
  const read = await snapshot(ctx, (ctx) => knownOrTaken(ctx, wanted));
  if (!("frozen" in read)) return read;
  const { frozen, erased } = read;
  return transaction(ctx, async (ctx) => {
    const [organisation] = await ctx.db
      .select({ id: organisations.id })
      .from(organisations)
      .where(eq(organisations.id, organisationId))
      .for("no key update");
    if (!organisation) throw new NotFound("The organisation");
    // From here on, erasures and edits of the sentences wait for the letter and find it. Earlier ones are already
    // visible.
    await ctx.db.execute(sql`lock table ${newsletters} in exclusive mode`);
    const known = await letterOf(ctx, organisationId, quarter);
    // A later request has taken later numbers.
    if (known && (!refresh || known.asOf > frozen.asOf)) return receiptOf(known);
    await refuseErased(ctx, erased);
    const receipt = known
      ? await replace(ctx, known, { organisationId, ...frozen })
      : await insert(ctx, { organisationId, quarter, ...frozen });
    await record(ctx, {
      type: "newsletter.drafted",
      subject: { kind: "newsletter", id: receipt.id },
      data: { newsletterId: receipt.id, organisationId, quarter },
    });
    return receipt;
  });
}

type Wanted = z.infer<typeof draftNewsletterInput>;
/** The content of a new letter, and how many people were erased when it was read. */
type Taken = { frozen: Frozen; erased: number };

/** The existing letter, or the content of a new one. */
async function knownOrTaken(ctx: Context, { organisationId, quarter, refresh }: Wanted): Promise<Receipt | Taken> {
  const isThere = await ctx.db.$count(organisations, eq(organisations.id, organisationId));
  if (isThere === 0) throw new NotFound("The organisation");
  ensure(may(ctx.actor, "newsletter.draft", { organisationId }));
  await refuseFuture(ctx, quarter);
  const known = refresh ? undefined : await letterOf(ctx, organisationId, quarter);
  if (known) return receiptOf(known);
  const frozen = freeze(await takeSnapshot(ctx, organisationId, quarter));
  return { frozen, erased: await countErased(ctx) };
}

/** An erasure that did not wait for the letter may have run while the numbers were read. */
async function refuseErased(ctx: Context, before: number): Promise<void> {
  if ((await countErased(ctx)) === before) return;
  throw new Conflict("Someone was erased while the letter was being drafted. Draft it again.");
}

function countErased(ctx: Context): Promise<number> {
  return ctx.db.$count(people, isErased());
}

function receiptOf({ id, snapshotId }: Receipt): Receipt {
  return { id, snapshotId };
}

async function letterOf(ctx: Context, organisationId: number, quarter: string) {
  const [known] = await ctx.db
    .select({
      id: newsletters.id,
      snapshotId: newsletters.snapshotDigest,
      asOf: newsletters.asOf,
      snapshot: newsletters.snapshot,
      sentences: { changed: newsletters.changed, atRisk: newsletters.atRisk, ask: newsletters.ask },
    })
    .from(newsletters)
    .where(and(eq(newsletters.organisationId, organisationId), eq(newsletters.quarter, quarter)))
    .orderBy(desc(newsletters.version))
    .limit(1);
  return known;
}

async function refuseFuture(ctx: Context, key: string): Promise<void> {
  const { timeZone } = await programSettings(ctx);
  const wanted = parseQuarter(key);
  if (wanted && compareQuarters(wanted, quarterOf(ctx.now, timeZone)) <= 0) return;
  const message = `${wanted ? quarterLabel(wanted) : key} has not begun, so there is nothing to write about yet.`;
  throw new Invalid(message, [{ path: ["quarter"], message }]);
}

type Frozen = { snapshot: LetterSnapshot; snapshotDigest: string; asOf: Date };

function freeze(snapshot: LetterSnapshot): Frozen {
  return { snapshot, snapshotDigest: snapshotDigest(snapshot), asOf: new Date(snapshot.asOf) };
}

async function insert(ctx: Context, letter: Frozen & { organisationId: number; quarter: string }): Promise<Receipt> {
  const [saved] = await ctx.db
    .insert(newsletters)
    .values({
      ...letter,
      ...draftedSentences(letter.snapshot),
      state: "draft",
      ...(await fromTo(ctx, letter)),
    })
    .returning({ id: newsletters.id, snapshotId: newsletters.snapshotDigest });
  if (!saved) throw new Conflict("The letter could not be saved. Try again.");
  return saved;
}

type Known = NonNullable<Awaited<ReturnType<typeof letterOf>>>;

type Anew = Frozen & { organisationId: number };

async function replace(ctx: Context, { id, snapshot, sentences }: Known, letter: Anew): Promise<Receipt> {
  const then = letterSnapshotOutput.parse(snapshot);
  await ctx.db
    .update(newsletters)
    .set({ ...letter, ...redrafted(sentences, then, letter.snapshot), ...(await fromTo(ctx, letter)) })
    .where(eq(newsletters.id, id));
  return { id, snapshotId: letter.snapshotDigest };
}

/**
 * Who drafts a letter, when, and for whom: the organisation's current leader, who may differ from the one at the first
 * draft.
 */
async function fromTo(ctx: Context, { organisationId }: { organisationId: number }) {
  const draftedById = personOf(ctx.actor)?.personId ?? null;
  return { leaderId: await leaderOf(ctx, organisationId), draftedById, draftedAt: ctx.now };
}

/** Who leads exactly this organisation; the first if there are several. */
async function leaderOf(ctx: Context, organisationId: number): Promise<number | null> {
  const [leader] = await ctx.db
    .select({ id: people.id })
    .from(roleGrants)
    .innerJoin(people, and(eq(people.id, roleGrants.personId), isHere()))
    .where(and(eq(roleGrants.role, "leader"), eq(roleGrants.organisationId, organisationId), grantHolds(ctx.now)))
    .orderBy(asc(roleGrants.id))
    .limit(1);
  return leader?.id ?? null;
}
