import { isAboutPeople, type MetricId } from "#lib/metrics/rules/definitions.ts";
import { mayOpen } from "#lib/metrics/rules/metrics-address.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { paths } from "#lib/paths.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** Link to the rows behind a letter's number: for its organisation and quarter, as known on the drafting day. */
export function letterRows({ quarter, organisation, ...frozen }: LetterSnapshot, metric: MetricId): string {
  return paths.metricRows(metric, { quarter: quarter.key, organisation: organisation.id, ...dayOf(metric, frozen) });
}

/** When the numbers were frozen, and whether the reader may open the whole program's rows. */
export type Frozen = Pick<LetterSnapshot, "asOf" | "timeZone"> & { opensProgram: boolean };

/** Like `letterRows`, for a goal and its own day if set. Null in older records and for readers without access. */
export function goalRows({ metric, rows }: LetterSnapshot["goals"][number], { opensProgram, ...frozen }: Frozen) {
  if (!rows || !mayOpen(rows, opensProgram)) return undefined;
  return paths.metricRows(metric, { ...dayOf(metric, frozen), ...rows });
}

/** People have no historical counts, so their rows open with today's data. */
function dayOf(metric: MetricId, { asOf, timeZone }: Pick<LetterSnapshot, "asOf" | "timeZone">): { asOf?: string } {
  return isAboutPeople(metric) ? {} : { asOf: dayIn(new Date(asOf), timeZone) };
}
