import { eq, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { reviewImportChanges, reviewImports, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { canUndoImport } from "#lib/reviews/rules/undo-import.ts";
import { type UndoImportInput, undoImportInput } from "./file/input.ts";
import type { UndoneImport } from "./file/output.ts";
import { restsOnImports } from "./rests-on-imports.ts";

const BATCH = 5_000;

/**
 * Undoes an import if nothing depends on it: its reviews are removed, and the reviews it updated are open again as
 * before. The file may be imported again. Letters and program reviews keep their frozen numbers, and goals their
 * baseline; their counts are reported.
 */
export async function undoImport(ctx: Context, input: UndoImportInput): Promise<UndoneImport> {
  const { importId } = parse(undoImportInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "reviews.undo-import", null));
    const [found] = await ctx.db.select().from(reviewImports).where(eq(reviewImports.id, importId)).for("update");
    if (!found) throw new NotFound("The import");
    await lockReviewsOf(ctx, importId);
    const { letters, programReviews, goals, ...rests } = (await restsOnImports(ctx, [importId]))(importId);
    ensure(canUndoImport({ undoneAt: found.undoneAt, ...rests }));
    const reopened = await takeBack(ctx, importId);
    const removed = await takeOut(ctx, importId);
    const undoneById = personOf(ctx.actor)?.personId ?? null;
    await ctx.db.update(reviewImports).set({ undoneAt: ctx.now, undoneById }).where(eq(reviewImports.id, importId));
    await record(ctx, {
      type: "reviews.import-undone",
      subject: { kind: "program", id: 1 },
      data: { importId, removed, reopened },
    });
    return { id: importId, fileName: found.fileName, removed, reopened, letters, programReviews, goals };
  });
}

/** Waits for anyone working on one of the reviews, so that their change is seen. */
async function lockReviewsOf(ctx: Context, importId: number): Promise<void> {
  await ctx.db.execute(sql`
    select from ${reviews} where ${reviews.importId} = ${importId} or ${reviews.id} in (
      select ${reviewImportChanges.reviewId} from ${reviewImportChanges} where ${reviewImportChanges.importId} = ${importId}
    ) for update`);
}

/** Reopens reviews of earlier files that this one updated, as they were before. */
async function takeBack(ctx: Context, importId: number): Promise<number> {
  const [taken] = await rowsOf<{ n: number }>(
    ctx.db,
    sql`
    with before as (
      delete from review_import_changes where import_id = ${importId} returning *
    ), opened as (
      update reviews set state = 'submitted', first_decided_at = null, decided_at = null, ended_at = null,
        open_elsewhere_at = before.open_elsewhere_at, launched_on = before.launched_on,
        imported_findings = before.findings, updated_at = before.updated_at, sequence = reviews.sequence + 1
      from before where reviews.id = before.review_id
      returning 1
    )
    select count(*)::int as n from opened`,
  );
  return taken?.n ?? 0;
}

/**
 * Works in batches: every table that could reference a review is checked for each, and the embedded database answers
 * nobody else meanwhile.
 */
async function takeOut(ctx: Context, importId: number): Promise<number> {
  let removed = 0;
  for (;;) {
    const [gone] = await rowsOf<{ n: number }>(
      ctx.db,
      sql`
      with next as (select id from reviews where import_id = ${importId} limit ${BATCH}),
        gone as (delete from reviews where id in (select id from next) returning 1)
      select count(*)::int as n from gone`,
    );
    const n = gone?.n ?? 0;
    removed += n;
    if (n < BATCH) return removed;
  }
}
