import { isAboutPeople, type MetricId } from "#lib/metrics/rules/definitions.ts";
import { mayOpen } from "#lib/metrics/rules/metrics-address.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { paths } from "#lib/paths.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** The page of the rows behind a number of a letter: of its organisation and quarter, by what was known on the day it was drafted. */
export function letterRows({ quarter, organisation, ...frozen }: LetterSnapshot, metric: MetricId): string {
  return paths.metricRows(metric, { quarter: quarter.key, organisation: organisation.id, ...dayOf(metric, frozen) });
}

/** When numbers were frozen, and whether who reads them may open the rows of the whole program. */
export type Frozen = Pick<LetterSnapshot, "asOf" | "timeZone"> & { opensProgram: boolean };

/** As `letterRows`, behind a goal: of a day of its own where it has one. None in records of before, nor for who may not open them. */
export function goalRows({ metric, rows }: LetterSnapshot["goals"][number], { opensProgram, ...frozen }: Frozen) {
  if (!rows || !mayOpen(rows, opensProgram)) return undefined;
  return paths.metricRows(metric, { ...dayOf(metric, frozen), ...rows });
}

/** People are counted on no day of the past: what is known of them now is all there is to open. */
function dayOf(metric: MetricId, { asOf, timeZone }: Pick<LetterSnapshot, "asOf" | "timeZone">): { asOf?: string } {
  return isAboutPeople(metric) ? {} : { asOf: dayIn(new Date(asOf), timeZone) };
}
