import { eq, getTableColumns, or, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { contains } from "#db/contains.ts";
import {
  newsletters,
  program,
  programReviewAttendances,
  programReviewDecisions,
  reviewComments,
} from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { isNamedIn, type Known, withoutName, wordsToFind } from "#lib/pseudonym.ts";

/** Texts read as the program's own: the discussion of reviews, letters, and what program reviews said and decided. */
const TEXTS: readonly PgColumn[] = [
  reviewComments.body,
  newsletters.changed,
  newsletters.atRisk,
  newsletters.ask,
  programReviewAttendances.said,
  programReviewDecisions.text,
  programReviewDecisions.settleReason,
];

/** Removes the name from texts read as the program's own, and from its settings. */
export async function eraseName(ctx: Context, known: Known, pseudonym: string): Promise<void> {
  for (const column of TEXTS) await eraseIn(ctx, column, known, pseudonym);
  const [settings] = await ctx.db.select({ sponsor: program.sponsor }).from(program).for("no key update");
  if (settings && isNamedIn(settings.sponsor, known)) await ctx.db.update(program).set({ sponsor: "" });
}

async function eraseIn(ctx: Context, column: PgColumn, known: Known, pseudonym: string): Promise<void> {
  const { id } = getTableColumns(column.table) as { id: PgColumn };
  const rows = await ctx.db
    .select({ rowId: id, text: sql<string>`${column}` })
    .from(column.table)
    .where(or(...[known.email, ...wordsToFind(known)].map((words) => contains(column, words))))
    // Waits for an edit in progress and reads its result, so the edit is not overwritten with the old text.
    .for("no key update");
  for (const { rowId, text } of rows) {
    const left = withoutName(text, known, pseudonym);
    if (left === text) continue;
    await ctx.db
      .update(column.table)
      .set({ [column.name]: left })
      .where(eq(id, rowId));
  }
}
