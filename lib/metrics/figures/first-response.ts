import { and, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { reviewFacts } from "#db/schema/index.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { programSettings } from "#lib/program/settings.ts";
import { responseTime, targetTime } from "#lib/reviews/rules/clocks.ts";
import { bucket, byWindow, fateAt, moment, submittedIn, type Windows } from "../cohort.ts";
import { sharePart, waitFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

const SECOND = 1_000;

/**
 * From the own submit to the response, or to when it was last seen without one, in milliseconds; holds in seconds, some
 * without an end.
 */
type Wait = [from: number, until: number, holds: [number, number | null][]];

/** Whether a row of `review_facts` had a response at as-of, and when, or until when it was seen without one. */
export function responseOf({ asOf }: Pick<Windows, "asOf">) {
  const { firstResponseAt } = reviewFacts;
  const answered = sql<boolean>`coalesce(${firstResponseAt} <= ${moment(asOf)}, false)`;
  return {
    answered,
    until: sql`case when ${answered} then ${firstResponseAt} else ${fateAt(asOf, reviewFacts).until} end`,
  };
}

/**
 * M7: from a review's submit to the reviewer's first comment, finding or decision, and how many met their target at the
 * time.
 */
export const firstResponse: CountFigures = async (ctx, { facts, scope, windows }) => {
  const settings = await programSettings(ctx);
  const { answered, until } = responseOf(windows);
  const ms = (at: unknown) => sql`(date_part('epoch', ${at}) * 1000)::bigint`;
  const { holds, ownSubmittedAt } = reviewFacts;
  const all = (value: SQL, which: SQL) => sql`coalesce(json_agg(${value}) filter (where ${which}), '[]')`;
  const rows = await ctx.db
    .select({
      window: bucket(reviewFacts.firstSubmittedAt, windows).as("window"),
      tier: sql<Tier | null>`${reviewFacts.tier}`.as("tier"),
      answered: answered.as("answered"),
      // Few are ever on hold, and a list of numbers takes half the time of a list of lists.
      from: sql<number[]>`${all(ms(ownSubmittedAt), isNull(holds))}`,
      until: sql<number[]>`${all(ms(until), isNull(holds))}`,
      held: sql<Wait[]>`${all(sql`json_build_array(${ms(ownSubmittedAt)}, ${ms(until)}, ${holds})`, isNotNull(holds))}`,
    })
    .from(await facts(windows))
    .where(and(submittedIn(scope, windows, reviewFacts), eq(reviewFacts.imported, false)))
    .groupBy(sql`1, 2, 3`);
  const used = ([from, until, holds]: Wait) => {
    const held = holds.map(([on, off]) => ({
      from: new Date(on * SECOND),
      to: off === null ? null : new Date(off * SECOND),
    }));
    return responseTime(new Date(from), new Date(until), held, settings);
  };
  return byWindow(windows, rows).map((groups) => {
    const all = groups.map(({ tier, answered, from, until, held }) => {
      const waits = [...from.map((at, index): Wait => [at, until[index] ?? at, []]), ...held];
      return { tier, answered, waits };
    });
    let [met, breached] = [0, 0];
    for (const { tier, answered, waits } of all) {
      if (tier === null) continue;
      for (const wait of waits) {
        const target = targetTime("first_response", tier, wait[0], settings);
        // Business time never exceeds elapsed time.
        if (wait[1] - wait[0] > target && used(wait) > target) breached += 1;
        else if (answered) met += 1;
      }
    }
    const seconds = all.map(({ answered, waits }) => ({
      seconds: waits.map(([from, until]) => (until - from) / SECOND),
      decided: answered,
    }));
    return waitFigure(seconds, [sharePart("Within the target", met, met + breached)]);
  });
};
