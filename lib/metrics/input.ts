import { z } from "zod";
import { day, id, text } from "#lib/input.ts";
import { numberProblem, writtenNumber } from "#lib/written-number.ts";
import { GOAL_METRICS } from "./rules/definitions.ts";
import { parseQuarter } from "./rules/quarter.ts";

/** "12" in an address → 12. */
const idText = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be the number of a row")
  .transform(Number);

const quarterText = text(40).transform((key, issues) => {
  const quarter = parseQuarter(key);
  if (quarter) return quarter;
  issues.addIssue({ code: "custom", message: "must be a quarter as 2026-Q3: the year, -Q, and 1 to 4" });
  return z.NEVER;
});

/** What of the numbers is asked for, as an address has it. Without a quarter: the one that runs. */
export const metricsQuery = z.strictObject({
  quarter: quarterText.optional(),
  organisation: idText.optional(),
  team: idText.optional(),
  /** A day of the past: by what had happened when it ended. */
  asOf: day.optional(),
});
export type MetricsAddress = z.input<typeof metricsQuery>;
export type MetricsQuery = z.infer<typeof metricsQuery>;

/** As `metricsQuery`, with what the numbers are held against: "year", or the id of an organisation; without it the quarter before. */
export const comparedQuery = metricsQuery.extend({
  compare: z
    .union([z.literal("year"), idText], { error: "must be “year” or the number of an organisation" })
    .optional(),
});
export type ComparedAddress = z.input<typeof comparedQuery>;

/** A number in an address, as fields take it, from 0. */
const numberText = text(20).transform((written, issues) => {
  const number = writtenNumber(written);
  if (number >= 0 && number < 1_000_000) return number;
  issues.addIssue({ code: "custom", message: numberProblem(written) ?? "must be from 0 to 999999" });
  return z.NEVER;
});

/** What someone assumes in place of what is measured. */
const assumedQuery = z.strictObject({
  reviews: numberText.optional(),
  days: numberText.optional(),
  findings: numberText.optional(),
  hoursPerFinding: numberText.optional(),
});
type AssumedAddress = z.input<typeof assumedQuery>;

export const businessCaseQuery = metricsQuery.pick({ quarter: true, asOf: true }).extend(assumedQuery.shape);
export type BusinessCaseAddress = z.input<typeof businessCaseQuery>;

/** What an address assumes, as it is written: what is understood of it, and what is wrong with the rest. Left empty is not assumed. */
export function assumedIn(parameters: AssumedAddress) {
  const names = assumedQuery.keyof().options.filter((name) => parameters[name]);
  const written: AssumedAddress = Object.fromEntries(names.map((name) => [name, parameters[name]]));
  const issues = assumedQuery.safeParse(written).error?.issues ?? [];
  const wrong: AssumedAddress = Object.fromEntries(issues.map(({ path, message }) => [path[0], message]));
  const right: AssumedAddress = Object.fromEntries(Object.entries(written).filter(([name]) => !(name in wrong)));
  return { written, right, wrong };
}

/** Which metric a goal is to be bound to, and of whom: null is the whole program. */
export const measureInput = z.strictObject({ metric: z.enum(GOAL_METRICS), organisationId: id.nullable() });
export type MeasureInput = z.input<typeof measureInput>;

export const metricRowsQuery = metricsQuery.extend({ page: idText.default(1) });
export type MetricRowsAddress = z.input<typeof metricRowsQuery>;
