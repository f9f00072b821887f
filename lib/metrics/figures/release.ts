import { and, not, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { isImported } from "#lib/reviews/conditions.ts";
import { OPEN_STATES, turnOf } from "#lib/reviews/rules/states.ts";
import { bucket, byWindow, moment, submittedIn } from "../cohort.ts";
import { sharePart, valuePart, waitFigure } from "../rules/figure.ts";
import { quantile } from "../rules/quantile.ts";
import type { CountFigures } from "./frame.ts";

const DAY_SECONDS = 86_400;
const REVIEWER = OPEN_STATES.filter((state) => turnOf(state) === "reviewer");

/** M20: from the first submit to the launch; how many days after the requested day, and how often for the review's sake. */
export const timeToRelease: CountFigures = async (ctx, { scope, windows, timeZone }) => {
  const asOf = moment(windows.asOf);
  const dayStart = (day: unknown) => sql`(${day}::timestamp at time zone ${timeZone})`;
  const launched = sql<boolean>`coalesce(${dayStart(reviews.launchedOn)} <= ${asOf}, false)`;
  const rejected = sql`case when ${reviews.state} = 'rejected' then ${reviews.decidedAt} end`;
  const ended = sql`least(${reviews.endedAt}, ${rejected}, ${asOf})`;
  const until = sql`case when ${launched} then ${dayStart(reviews.launchedOn)} else ${ended} end`;
  const requested = dayStart(sql`(${reviews.requestedLaunchOn} + 1)`);
  const open = sql`case when ${reviews.firstDecidedAt} <= ${asOf} then ${reviews.firstDecidedAt} else ${ended} end`;
  const reviewers = sql`(select coalesce(sum(date_part('epoch', least(coalesce(span.to_at, ${asOf}), ${open}) - span.from_at)), 0)
    from review_states as span where span.review_id = ${reviews.id} and span.from_at < ${open}
      and span.state in (${sql.join(
        REVIEWER.map((state) => sql`${state}`),
        sql`, `,
      )}))`;
  const rows = await ctx.db
    .select({
      window: bucket(reviews.firstSubmittedAt, windows).as("window"),
      launched: launched.as("launched"),
      seconds: sql<number[]>`json_agg(greatest(0, date_part('epoch', ${until} - ${reviews.firstSubmittedAt})::int))`,
      slips: sql<number[]>`coalesce(json_agg(${reviews.launchedOn} - ${reviews.requestedLaunchOn})
        filter (where ${launched} and ${reviews.requestedLaunchOn} is not null), '[]')`,
      requested: sql<number>`(count(*) filter (where ${requested} <= ${asOf}))::int`,
      late: sql<number>`(count(*) filter (where ${requested} <= ${open} and ${requested} > ${reviews.firstSubmittedAt}
        and ${reviewers} > date_part('epoch', ${open} - ${reviews.firstSubmittedAt}) / 2))::int`,
    })
    .from(reviews)
    .where(and(submittedIn(scope, windows), not(isImported())))
    .groupBy(sql`1, 2`);
  return byWindow(windows, rows).map((groups) => {
    const subjects = groups.flatMap(({ launched, seconds }) =>
      seconds.map((each) => ({ seconds: each, decided: launched })),
    );
    const slips = groups.flatMap(({ slips }) => slips);
    const slip = quantile(slips, 0.5);
    const sum = (of: "requested" | "late") => groups.reduce((all, row) => all + row[of], 0);
    return waitFigure(subjects, [
      valuePart(
        "Slip against the requested day, median",
        slip === null ? null : slip * DAY_SECONDS,
        "duration",
        slips.length,
      ),
      sharePart("Late because of the review", sum("late"), sum("requested")),
    ]);
  });
};
