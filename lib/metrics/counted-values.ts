import { and, eq, or, type SQL, sql } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { reviewFacts, reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { TURNS } from "#lib/reviews/rules/states.ts";
import { armKinds, bucket, FOUND, moment, type Windows } from "./cohort.ts";
import { countedEscapesOfReview } from "./escapes.ts";
import { computedFacts } from "./facts/computed-facts.ts";
import { PASS, type Pass } from "./figures/first-pass.ts";
import { responseOf } from "./figures/first-response.ts";
import { findingsIn } from "./figures/found-early.ts";
import { APPROVAL_CHECKS, CLASS_WORDS, FIRST_CHECKS } from "./figures/policy-checks.ts";
import { releaseOf } from "./figures/release.ts";
import { WAITS } from "./figures/time-by-turn.ts";
import type { CountedColumn, MetricReview } from "./output.ts";
import type { MetricId } from "./rules/definitions.ts";
import { strataOf } from "./rules/guardian-effect.ts";
import { TURN_LABELS } from "./rules/turn-labels.ts";
import type { MetricsScope } from "./scope.ts";

type Quarterly = { scope: MetricsScope; windows: Windows; timeZone: string };
/** A value over rows of `review_facts` and `reviews`, with words if the value is a key. */
type Counted = CountedColumn & { value: SQL; words?: Record<string, string> };
type Value = MetricReview["counted"][number];

const PASS_WORDS: Record<Pass, string> = {
  clean: "Approved first time",
  conditional: "With conditions",
  reworked: "After changes",
  rejected: "Rejected",
};
const YES_NO = { true: "Yes", false: "No" };
const COMPARED_WORDS = { true: "Yes", false: "Excluded" };

const { blocking, firstSubmittedAt, involved, ownSubmittedAt } = reviewFacts;
const FINDINGS: Counted = { label: "Findings", kind: "count", value: FOUND };

/** What a metric counts for each review; nothing if it only counts lead time or age. */
const COUNTED: Partial<Record<MetricId, (ctx: Context, asked: Quarterly) => Counted[] | Promise<Counted[]>>> = {
  M2: async (ctx, asked) => [
    { label: "Compared", kind: "words", value: await comparedKind(ctx, asked), words: COMPARED_WORDS },
  ],
  M3: () => [FINDINGS],
  M3b: () => [{ label: "Blocking", kind: "count", value: sql`${blocking}` }],
  M4: () => [FINDINGS],
  M5: (ctx, { windows }) => [{ label: "Escapes", kind: "count", value: countedEscapesOfReview(ctx, windows) }],
  M7: (_ctx, { windows }) => [
    { label: "Response or age", kind: "duration", value: secondsFrom(ownSubmittedAt, responseOf(windows).until) },
  ],
  M8: () => [{ label: "Decision", kind: "words", value: PASS, words: PASS_WORDS }],
  M10: () => [{ label: "Involved", kind: "words", value: sql`${involved}::text`, words: YES_NO }],
  M19: () => [
    { label: "First revision", kind: "words", value: FIRST_CHECKS, words: CLASS_WORDS },
    { label: "At approval", kind: "words", value: APPROVAL_CHECKS, words: CLASS_WORDS },
  ],
  M20: (_ctx, { windows, timeZone }) => {
    const { until, askedFor, madeLate } = releaseOf(windows, timeZone);
    // Anything still running is known until as-of.
    const seconds = sql`greatest(0, ${secondsFrom(firstSubmittedAt, sql`coalesce(${until}, ${moment(windows.asOf)})`)})`;
    const late = sql`case when ${askedFor} then (coalesce(${madeLate}, false))::text end`;
    return [
      { label: "Launch or age", kind: "duration", value: seconds },
      { label: "Late because of the review", kind: "words", value: late, words: YES_NO },
    ];
  },
  M22: (ctx, { windows }) => {
    const { early, all } = findingsIn(ctx, windows);
    return [
      { label: "Found early", kind: "count", value: early },
      { label: "Found", kind: "count", value: all },
    ];
  },
  M23: () => TURNS.map((turn) => ({ label: TURN_LABELS[turn], kind: "duration", value: sql`${WAITS[turn]} / 1000.0` })),
};

/** Whether both arms have reviews of its quarter and kind; other reviews are left out of the comparison. */
async function comparedKind(ctx: Context, { scope, windows }: Quarterly): Promise<SQL> {
  const { kept } = strataOf(await armKinds(ctx, scope, windows));
  const quarter = bucket(reviews.firstSubmittedAt, windows);
  const kinds = kept.map((kind) =>
    and(eq(quarter, kind.quarter), eq(reviews.tier, kind.tier), eq(reviews.type, kind.type)),
  );
  return sql`(${or(sql`false`, ...kinds)})::text`;
}

function secondsFrom(from: unknown, until: unknown): SQL {
  return sql`date_part('epoch', ${until} - ${from})::int`;
}

/** The columns that a metric counts for reviews, and the values for some of them, as known at as-of. */
export async function countedValues(ctx: Context, id: MetricId, asked: Quarterly, reviewIds: readonly number[]) {
  const counted = (await COUNTED[id]?.(ctx, asked)) ?? [];
  const columns: CountedColumn[] = counted.map(({ label, kind }) => ({ label, kind }));
  if (counted.length === 0) return { columns, of: () => [] };
  const values = sql.join(
    counted.map(({ value }) => value),
    sql`, `,
  );
  const rows = await ctx.db
    .select({ id: reviews.id, values: sql<Value[]>`json_build_array(${values})` })
    .from(sql`(${computedFacts(ctx, idIn(reviews.id, reviewIds), asked.windows.asOf)}) as ${reviewFacts}`)
    .innerJoin(reviews, eq(reviews.id, reviewFacts.reviewId))
    .orderBy(reviews.id);
  const worded = (value: Value | undefined, words: Counted["words"]): Value =>
    value === undefined || value === null ? null : words ? (words[value] ?? null) : value;
  const byId = new Map(rows.map((row) => [row.id, counted.map(({ words }, at) => worded(row.values[at], words))]));
  return { columns, of: (reviewId: number): Value[] => byId.get(reviewId) ?? counted.map(() => null) };
}
