import { sql } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import { dueFacts, reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { seedDemo } from "#lib/demo/seed-demo.ts";
import type { Event } from "#lib/event-types/vocabulary.ts";
import { computedFacts } from "#lib/metrics/facts/computed-facts.ts";
import { keepFacts } from "#lib/metrics/facts/keep-facts.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { makeDue, whileOthersWrite } from "#tests/support/facts.ts";

const recorded = vi.hoisted(() => ({ events: 0, every: 3, keeps: async (_: Context): Promise<unknown> => undefined }));

vi.mock("#lib/events/record.ts", async (importOriginal) => {
  const { record } = await importOriginal<typeof import("#lib/events/record.ts")>();
  return {
    record: async (ctx: Context, event: Event) => {
      await record(ctx, event);
      if (++recorded.events % recorded.every === 0) await recorded.keeps(ctx);
    },
  };
});

/** The rows of a query as JSON, by review. */
function told(ctx: Context, facts: ReturnType<typeof sql>) {
  return rowsOf(ctx.db, sql`select to_jsonb(fact) as fact from (${facts}) as fact order by fact.review_id`);
}

const NOW = new Date("2026-11-25T15:30:00Z");

/** What has to have happened in the story, so that its facts prove something. */
const HAPPENED = {
  blocking: sql`blocking > 0`,
  involved: sql`involved`,
  rated: sql`feedback_given`,
  "sent back": sql`asked > 0`,
  "waited to be claimed": sql`submitted_wait > 0`,
  "end after": sql`holds is not null`,
  "waited for a reason": sql`reason_waits is not null`,
  cancelled: sql`cancelled_at is not null`,
  "waiting for the reviewer": sql`reviewer_since is not null`,
  "approved with documents": sql`approved_at is not null and had_documents`,
};

describe("what is written of reviews while a program lives", () => {
  const db = useDatabase();

  it("is what is computed of each unless it says that it is due, and leads to the same metrics", async () => {
    recorded.keeps = keepFacts;
    expect(await seedDemo({ db: db(), now: NOW, scale: 0.03 })).toBe(true);
    const ctx = at(systemContext(db()), NOW);
    const current = sql`${reviews.id} not in (select ${dueFacts.reviewId} from ${dueFacts})`;
    const written = await told(
      ctx,
      sql`select * from ${reviewFacts} where ${reviewFacts.reviewId} in (select ${reviews.id} from ${reviews} where ${current})`,
    );
    expect(written).toEqual(await told(ctx, computedFacts(ctx, current, null)));
    const counts = Object.entries(HAPPENED).map(
      ([name, fact]) => sql`${name}::text, count(*) filter (where ${fact}) > 0`,
    );
    const [happened] = await rowsOf<{ said: Record<string, boolean> }>(
      ctx.db,
      sql`select json_build_object(${sql.join(counts, sql`, `)}) as said from ${reviewFacts}`,
    );
    expect(Object.entries(happened?.said ?? {}).filter(([, did]) => !did)).toEqual([]);

    expect(written.length).toBeGreaterThan(20);

    await makeDue(ctx.db);
    const computed = await whileOthersWrite(ctx.db, () => metricsOf(ctx, {}));
    const all = await ctx.db.$count(reviews);
    expect([await keepFacts(ctx), await keepFacts(ctx)]).toEqual([all, 0]);
    expect(await metricsOf(ctx, {})).toEqual(computed);
    await makeDue(ctx.db, sql`${reviews.id} % 3 = 0`);
    expect(await whileOthersWrite(ctx.db, () => metricsOf(ctx, {}))).toEqual(computed);
  });
});
