import { and, not, sql } from "drizzle-orm";
import { reviews } from "#db/schema/index.ts";
import { businessDay, businessTime } from "#lib/business-time.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { Tier } from "#lib/reviews/rules/tiers.ts";
import { bucket, byWindow, fateAt, moment, submittedIn } from "../cohort.ts";
import { isImported } from "../conditions.ts";
import { sharePart, waitFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

const SECOND = 1_000;

/** M7: from the first submit to the reviewer's first comment, finding or decision; and how many came within their target. */
export const firstResponse: CountFigures = async (ctx, { scope, windows }) => {
  const { calendar, sla, timeZone } = await programSettings(ctx);
  const answered = sql<boolean>`coalesce(${reviews.firstResponseAt} <= ${moment(windows.asOf)}, false)`;
  const until = sql`case when ${answered} then ${reviews.firstResponseAt} else ${fateAt(windows.asOf).until} end`;
  const epoch = (at: unknown) => sql`date_part('epoch', ${at})`;
  const rows = await ctx.db
    .select({
      window: bucket(reviews.firstSubmittedAt, windows).as("window"),
      tier: sql<Tier | null>`${reviews.tier}`.as("tier"),
      answered: answered.as("answered"),
      spans: sql<[number, number][]>`json_agg(json_build_array(${epoch(reviews.firstSubmittedAt)}, ${epoch(until)}))`,
    })
    .from(reviews)
    .where(and(submittedIn(scope, windows), not(isImported())))
    .groupBy(sql`1, 2, 3`);
  return byWindow(windows, rows).map((groups) => {
    const subjects = groups.flatMap(({ answered, spans }) =>
      spans.map(([from, to]) => ({ seconds: to - from, decided: answered })),
    );
    let [met, breached] = [0, 0];
    for (const { tier, answered, spans } of groups) {
      if (tier === null) continue;
      const target = sla[tier].firstResponseDays * businessDay(calendar);
      for (const [from, to] of spans) {
        const isLate = businessTime(new Date(from * SECOND), new Date(to * SECOND), calendar, timeZone) > target;
        if (isLate) breached += 1;
        else if (answered) met += 1;
      }
    }
    return waitFigure(subjects, [sharePart("Within the target", met, met + breached)]);
  });
};
