import { desc, eq } from "drizzle-orm";
import { people, reviewImports } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure } from "#lib/errors.ts";
import type { PastImport } from "./import/output.ts";

/** The files of past reviews that were accepted, the latest first: for those who may import. */
export async function pastImports(ctx: Context): Promise<PastImport[]> {
  ensure(may(ctx.actor, "reviews.import", null));
  const rows = await ctx.db
    .select({
      id: reviewImports.id,
      fileName: reviewImports.fileName,
      rows: reviewImports.rows,
      acceptedAt: reviewImports.acceptedAt,
      by: people.name,
    })
    .from(reviewImports)
    .leftJoin(people, eq(people.id, reviewImports.byId))
    .orderBy(desc(reviewImports.id))
    .limit(50);
  return rows.map(({ acceptedAt, ...row }) => ({ ...row, acceptedAt: acceptedAt.toISOString() }));
}
