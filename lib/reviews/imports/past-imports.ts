import { desc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { people, reviewImports } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import { canUndoImport } from "#lib/reviews/rules/undo-import.ts";
import type { PastImport } from "./file/output.ts";
import { restsOnImports } from "./rests-on-imports.ts";

/** The accepted files of past reviews, latest first, and whether each can be undone; for those who may undo. */
export async function pastImports(ctx: Context): Promise<PastImport[]> {
  ensure(may(ctx.actor, "reviews.undo-import", null));
  const undoneBy = alias(people, "undone_by");
  const rows = await ctx.db
    .select({
      id: reviewImports.id,
      fileName: reviewImports.fileName,
      rows: reviewImports.rows,
      acceptedAt: reviewImports.acceptedAt,
      by: people.name,
      undoneAt: reviewImports.undoneAt,
      undoneBy: undoneBy.name,
    })
    .from(reviewImports)
    .leftJoin(people, eq(people.id, reviewImports.byId))
    .leftJoin(undoneBy, eq(undoneBy.id, reviewImports.undoneById))
    .orderBy(desc(reviewImports.id))
    .limit(50);
  const rests = await restsOnImports(
    ctx,
    rows.filter(({ undoneAt }) => undoneAt === null).map(({ id }) => id),
  );
  return rows.map(({ acceptedAt, undoneAt, undoneBy, ...row }) => {
    const { letters, programReviews, goals, ...resting } = rests(row.id);
    const undo = canUndoImport({ undoneAt, ...resting });
    return {
      ...row,
      letters,
      programReviews,
      goals,
      acceptedAt: acceptedAt.toISOString(),
      undone: undoneAt && { at: undoneAt.toISOString(), by: undoneBy },
      undo: { allowed: undo.allowed, reason: undo.allowed ? null : undo.reason },
    };
  });
}
