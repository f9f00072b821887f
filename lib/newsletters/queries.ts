import { and, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { newsletters, organisations, people } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import type { Newsletter, NewsletterRow } from "./output.ts";
import { type Change, changesSince, type Snapshot } from "./rules.ts";
import { takeSnapshot } from "./take-snapshot.ts";

/** The letters this actor may read: the program's staff all, a leader those of their organisations. */
function readable({ actor }: Context): SQL {
  if (hasRole(actor, "program_manager", "auditor", "security_engineer")) return sql`true`;
  const led = hasRole(actor, "leader") ? (personOf(actor)?.organisationIds ?? []) : [];
  return led.length > 0 ? inArray(newsletters.organisationId, [...led]) : sql`false`;
}

function letters(ctx: Context, condition: SQL | undefined) {
  return ctx.db
    .select({
      letter: newsletters,
      organisation: { id: organisations.id, name: organisations.name },
      draftedBy: { id: people.id, name: people.name },
    })
    .from(newsletters)
    .innerJoin(organisations, eq(organisations.id, newsletters.organisationId))
    .leftJoin(people, eq(people.id, newsletters.draftedById))
    .where(and(readable(ctx), condition))
    .orderBy(desc(newsletters.quarter), sql`lower(${organisations.name}) collate "C"`);
}

type Row = Awaited<ReturnType<typeof letters>>[number];

function rowOf({ letter, organisation, draftedBy }: Row): NewsletterRow {
  const { id, quarter, version, state } = letter;
  return { id, organisation, quarter, version, state, asOf: letter.asOf.toISOString(), draftedBy };
}

/** The letters this actor may read, the latest quarter first. */
export async function listNewsletters(ctx: Context): Promise<NewsletterRow[]> {
  return (await letters(ctx, undefined)).map(rowOf);
}

/** One letter with its frozen numbers. */
export async function newsletterPage(ctx: Context, id: number): Promise<Newsletter> {
  const [row] = await letters(ctx, eq(newsletters.id, id));
  if (!row) throw new NotFound("The letter");
  const { changed, atRisk, ask, snapshot, snapshotDigest } = row.letter;
  return {
    ...rowOf(row),
    changed,
    atRisk,
    ask,
    snapshotId: snapshotDigest.slice(0, 12),
    snapshot: snapshot as Snapshot,
  };
}

/** The numbers of a letter that differ from those of now. */
export async function changesSinceDraft(ctx: Context, letter: Newsletter): Promise<Change[]> {
  const now = await takeSnapshot(ctx, letter.organisation.id, letter.quarter);
  return changesSince(letter.snapshot.metrics, now.metrics);
}
