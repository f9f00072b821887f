import { and, eq, type SQL, sql } from "drizzle-orm";
import { hasTurn } from "#db/conditions/reviews.ts";
import { reviewFacts, reviewStates, reviews } from "#db/schema/index.ts";
import { chainBefore } from "#lib/reviews/evidence/chain-before.ts";
import { dayAfter, dayIn } from "#lib/zoned-time.ts";
import { bucket, byWindow, moment, submittedIn, type Windows } from "../cohort.ts";
import { sharePart, valuePart, waitFigure } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import type { CountFigures } from "./frame.ts";

const DAY_SECONDS = 86_400;

/**
 * Launch facts for a row of `review_facts` at as-of. `until` is when waiting for the launch ends; the others say
 * whether a launch that could be late was requested, and whether the review made it late.
 */
export function releaseOf({ asOf }: Pick<Windows, "asOf">, timeZone: string) {
  const { firstDecidedAt, firstSubmittedAt, launchedOn, overAt, ownSubmittedAt, requestedLaunchOn } = reviewFacts;
  const { reviewerSince, reviewerWait } = reviewFacts;
  const at = moment(asOf);
  const dayStart = (day: unknown) => sql`(${day}::timestamp at time zone ${timeZone})`;
  // At its end a past day is over, and nothing of the next day has happened.
  const [today, next] = [dayIn, dayAfter].map((dayOf) => sql`${dayOf(asOf, timeZone)}::date`);
  const launched = sql<boolean>`coalesce(${launchedOn} <= ${today}, false)`;
  const ended = sql`least(${overAt}, ${at})`;
  // A rejected, cancelled or dropped review has no launch that could be late.
  const launches = sql`(${launched} or (${overAt} <= ${at}) is not true)`;
  // With break-glass, a change launches before it is decided.
  const inTime = sql`coalesce(${launched} and ${launchedOn} <= ${requestedLaunchOn}, false)`;
  const requested = dayStart(sql`(${requestedLaunchOn} + 1)`);
  const open = sql`case when ${firstDecidedAt} <= ${at} then ${firstDecidedAt} else ${ended} end`;
  const own = sql`coalesce(${reviewerWait}, 0) / 1000.0 + coalesce(date_part('epoch', ${open} - ${reviewerSince}), 0)`;
  // Lead time runs from the first submit, so the turns must too.
  const reviewers = sql`(${own} + case when ${ownSubmittedAt} > ${firstSubmittedAt} then ${waitsBefore()} else 0 end)`;
  return {
    launched,
    until: sql`case when ${launched} then ${dayStart(launchedOn)} else ${ended} end`,
    askedFor: sql`(${launches} and ${requestedLaunchOn} < ${next})`,
    // Check whose turn it was last, because it takes a query for each review that follows another.
    madeLate: sql`(${launches} and not ${inTime} and ${requested} <= ${open} and ${requested} > ${firstSubmittedAt}
      and ${reviewers} > date_part('epoch', ${open} - ${firstSubmittedAt}) / 2)`,
  } satisfies Record<string, SQL>;
}

/** Seconds that the rejected reviews preceding a row of `review_facts` spent in their reviewers' turn. */
function waitsBefore(): SQL {
  const previous = sql`(select ${reviews.previousReviewId} from ${reviews} where ${reviews.id} = ${reviewFacts.reviewId})`;
  return sql`coalesce((${chainBefore(previous)}
    select sum(date_part('epoch', ${reviewStates.toAt} - ${reviewStates.fromAt})) from chain
    join ${reviewStates} on ${reviewStates.reviewId} = chain.id and ${hasTurn("reviewer")}), 0)`;
}

/**
 * M20: time from the first submit to the launch, days past the requested day, and how often the review caused the
 * delay.
 */
export const timeToRelease: CountFigures = async (ctx, { facts, scope, windows, timeZone }) => {
  const { firstSubmittedAt, imported, launchedOn, requestedLaunchOn } = reviewFacts;
  const { launched, until, askedFor, madeLate } = releaseOf(windows, timeZone);
  const rows = await ctx.db
    .select({
      window: bucket(firstSubmittedAt, windows).as("window"),
      launched: launched.as("launched"),
      seconds: sql<number[]>`json_agg(greatest(0, date_part('epoch', ${until} - ${firstSubmittedAt})::int))`,
      slips: sql<number[]>`coalesce(json_agg(${launchedOn} - ${requestedLaunchOn})
        filter (where ${launched} and ${requestedLaunchOn} is not null), '[]')`,
      requested: sql<number>`(count(*) filter (where ${askedFor}))::int`,
      late: sql<number>`(count(*) filter (where ${madeLate}))::int`,
    })
    .from(await facts(windows))
    .where(and(submittedIn(scope, windows, reviewFacts), eq(imported, false)))
    .groupBy(sql`1, 2`);
  return byWindow(windows, rows).map((groups) => {
    const waits = groups.map(({ launched, seconds }) => ({ seconds, decided: launched }));
    const slips = groups.flatMap(({ slips }) => slips);
    const slip = quantile(slips, 0.5);
    const sum = (of: "requested" | "late") => groups.reduce((all, row) => all + row[of], 0);
    return waitFigure(waits, [
      valuePart(
        "Slip from the requested date, median",
        slip === null ? null : slip * DAY_SECONDS,
        "duration",
        slips.length,
      ),
      sharePart("Late because of the review", sum("late"), sum("requested")),
    ]);
  });
};
