import { and, eq, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import { businessDay, businessTime } from "#lib/business-time.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { Tier } from "#lib/reviews/rules/tiers.ts";
import { bucket, byWindow, fateAt, moment, submittedIn } from "../cohort.ts";
import { sharePart, waitFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

const SECOND = 1_000;

/** From the own submit to the response, or to when it was last seen without one; and the stretches on hold, some without end. Seconds. */
type Wait = [from: number, until: number, holds: [number, number | null][]];

/** M7: from a review's submit to the reviewer's first comment, finding or decision; and how many came within their target. */
export const firstResponse: CountFigures = async (ctx, { facts, scope, windows }) => {
  const { calendar, sla, timeZone } = await programSettings(ctx);
  const answered = sql<boolean>`coalesce(${reviewFacts.firstResponseAt} <= ${moment(windows.asOf)}, false)`;
  const until = sql`case when ${answered} then ${reviewFacts.firstResponseAt} else ${fateAt(windows.asOf, reviewFacts).until} end`;
  const epoch = (at: unknown) => sql`date_part('epoch', ${at})`;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstSubmittedAt, windows).as("window"),
      tier: sql<Tier | null>`${reviewFacts.tier}`.as("tier"),
      answered: answered.as("answered"),
      waits: sql<
        Wait[]
      >`json_agg(json_build_array(${epoch(reviewFacts.ownSubmittedAt)}, ${epoch(until)}, coalesce(${reviewFacts.holds}, '[]')))`,
    })
    .from(await facts(windows))
    .where(and(submittedIn(scope, windows, reviewFacts), eq(reviewFacts.imported, false)))
    .groupBy(sql`1, 2, 3`);
  const business = (from: number, to: number) =>
    businessTime(new Date(from * SECOND), new Date(to * SECOND), calendar, timeZone);
  /** Business time of a wait; it stands still on hold. */
  const used = ([from, until, holds]: Wait) =>
    holds.reduce(
      (left, [on, off]) => left - business(Math.max(on, from), Math.min(off ?? until, until)),
      business(from, until),
    );
  return byWindow(windows, rows).map((groups) => {
    const all = groups.map(({ answered, waits }) => ({
      seconds: waits.map(([from, until]) => until - from),
      decided: answered,
    }));
    let [met, breached] = [0, 0];
    for (const { tier, answered, waits } of groups) {
      if (tier === null) continue;
      const target = sla[tier].firstResponseDays * businessDay(calendar);
      for (const wait of waits) {
        if (used(wait) > target) breached += 1;
        else if (answered) met += 1;
      }
    }
    return waitFigure(all, [sharePart("Within the target", met, met + breached)]);
  });
};
