import type { MetricId } from "#lib/metrics/rules/definitions.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { paths } from "#lib/paths.ts";
import { dayIn } from "#lib/zoned-time.ts";

/** The page of the rows behind a number of a letter: of its organisation and quarter, by what was known on the day it was drafted. */
export function letterRows({ quarter, organisation, asOf, timeZone }: LetterSnapshot, metric: MetricId): string {
  const day = dayIn(new Date(asOf), timeZone);
  return paths.metricRows(metric, { quarter: quarter.key, organisation: organisation.id, asOf: day });
}
