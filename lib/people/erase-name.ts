import { eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { contains } from "#db/contains.ts";
import { newsletters, program, programReviewDecisions, reviewComments } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { type Known, withoutName } from "./rules/pseudonym.ts";

/** Takes the name out of texts that are read as the program's own: the discussion of reviews, letters, what program reviews decided, and its settings. */
export async function eraseName(ctx: Context, known: Known, pseudonym: string): Promise<void> {
  const free = (text: string) => withoutName(text, known, pseudonym);
  const named = (column: PgColumn): SQL => sql`(${contains(column, known.name)} or ${contains(column, known.email)})`;
  const comments = await ctx.db
    .select({ id: reviewComments.id, body: reviewComments.body })
    .from(reviewComments)
    .where(named(reviewComments.body));
  for (const { id, body } of comments) {
    await ctx.db
      .update(reviewComments)
      .set({ body: free(body) })
      .where(eq(reviewComments.id, id));
  }
  const { changed, atRisk, ask } = newsletters;
  const letters = await ctx.db
    .select({ id: newsletters.id, changed, atRisk, ask })
    .from(newsletters)
    .where(sql`${named(changed)} or ${named(atRisk)} or ${named(ask)}`);
  for (const { id, ...said } of letters) {
    const sentences = { changed: free(said.changed), atRisk: free(said.atRisk), ask: free(said.ask) };
    await ctx.db.update(newsletters).set(sentences).where(eq(newsletters.id, id));
  }
  const { text, settleReason } = programReviewDecisions;
  const decisions = await ctx.db
    .select({ id: programReviewDecisions.id, text, settleReason })
    .from(programReviewDecisions)
    .where(sql`${named(text)} or ${named(settleReason)}`);
  for (const { id, text, settleReason } of decisions) {
    const said = { text: free(text), settleReason: settleReason === null ? null : free(settleReason) };
    await ctx.db.update(programReviewDecisions).set(said).where(eq(programReviewDecisions.id, id));
  }
  await ctx.db.update(program).set({ sponsor: "" }).where(sql`lower(${program.sponsor}) = ${known.name.toLowerCase()}`);
}
