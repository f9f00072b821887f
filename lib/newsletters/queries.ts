import { and, desc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { byName } from "#db/by-name.ts";
import { readableLetter } from "#db/conditions/newsletters.ts";
import { newsletters, organisations, people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { letterSnapshotOutput, type Newsletter, type NewsletterRow } from "./output.ts";
import { type Change, changesSince, withAPart } from "./rules.ts";
import { takeSnapshot } from "./take-snapshot.ts";

/** The letters this actor may read, latest quarter first. */
export async function listNewsletters(ctx: Context): Promise<NewsletterRow[]> {
  return (await letterRows(ctx, readableLetter(ctx))).map(rowOf);
}

/** One letter as frozen. NotFound if this actor may not read it. */
export async function newsletterPage(ctx: Context, id: number): Promise<Newsletter> {
  const [row] = await letterRows(ctx, and(eq(newsletters.id, id), readableLetter(ctx)));
  if (!row) throw new NotFound("The letter");
  const { letter: saved, editedBy } = row;
  const snapshot = letterSnapshotOutput.parse(saved.snapshot);
  return {
    ...rowOf(row),
    changed: saved.changed,
    atRisk: saved.atRisk,
    ask: saved.ask,
    snapshotId: saved.snapshotDigest,
    // Older letters were frozen with guardians who had no part.
    snapshot: { ...snapshot, guardians: withAPart(snapshot.guardians) },
    editedBy,
    editedAt: saved.editedAt?.toISOString() ?? null,
  };
}

/** What reads differently now than in the frozen snapshot of a letter. */
export async function changesSinceDraft(ctx: Context, letter: Newsletter): Promise<Change[]> {
  const { organisation, quarter, snapshot } = letter;
  const present = await takeSnapshot(ctx, organisation.id, quarter);
  return changesSince(snapshot, letterSnapshotOutput.parse(present));
}

async function letterRows(ctx: Context, condition: SQL | undefined) {
  const leader = alias(people, "leader");
  const drafter = alias(people, "drafter");
  const editor = alias(people, "editor");
  return ctx.db
    .select({
      letter: newsletters,
      organisation: { id: organisations.id, name: organisations.name },
      leader: leader.name,
      draftedBy: { id: drafter.id, name: drafter.name },
      editedBy: editor.name,
    })
    .from(newsletters)
    .innerJoin(organisations, eq(organisations.id, newsletters.organisationId))
    .leftJoin(leader, eq(leader.id, newsletters.leaderId))
    .leftJoin(drafter, eq(drafter.id, newsletters.draftedById))
    .leftJoin(editor, eq(editor.id, newsletters.editedById))
    .where(condition)
    .orderBy(desc(newsletters.quarter), byName(organisations.name), desc(newsletters.version));
}

type LetterRow = Awaited<ReturnType<typeof letterRows>>[number];

function rowOf({ letter, organisation, leader, draftedBy }: LetterRow): NewsletterRow {
  const { id, quarter, version, state } = letter;
  return { id, organisation, leader, quarter, version, state, asOf: letter.asOf.toISOString(), draftedBy };
}
