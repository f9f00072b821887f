import { z } from "zod";
import { day, id, text } from "#lib/input.ts";
import { numberProblem, writtenNumber } from "#lib/written-number.ts";
import { GOAL_METRICS } from "./rules/definitions.ts";
import { parseQuarter } from "./rules/quarter.ts";

/** "12" in an address → 12. */
const idText = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, "must be a whole number from 1")
  .transform(Number);

const quarterText = text(40).transform((key, issues) => {
  const quarter = parseQuarter(key);
  if (quarter) return quarter;
  issues.addIssue({ code: "custom", message: "must be a quarter in the form 2026-Q3: the year, -Q, and 1 to 4" });
  return z.NEVER;
});

/** The numbers requested in an address. Without a quarter, the running one is used. */
export const metricsQuery = z.strictObject({
  quarter: quarterText.optional(),
  organisation: idText.optional(),
  team: idText.optional(),
  /** A past day: counts what had happened by its end. */
  asOf: day.optional(),
});
export type MetricsAddress = z.input<typeof metricsQuery>;
export type MetricsQuery = z.infer<typeof metricsQuery>;

/** As `metricsQuery`, plus the comparison: "year", or the id of an organisation; the previous quarter if absent. */
export const comparedQuery = metricsQuery.extend({
  compare: z.union([z.literal("year"), idText], { error: "must be “year” or an organisation id" }).optional(),
});
export type ComparedAddress = z.input<typeof comparedQuery>;

/** A non-negative number in an address, written as form fields accept it. */
const numberText = text(20).transform((written, issues) => {
  const number = writtenNumber(written);
  if (number >= 0 && number < 1_000_000) return number;
  issues.addIssue({ code: "custom", message: numberProblem(written) ?? "must be between 0 and 999999" });
  return z.NEVER;
});

/** Assumptions a reader enters in place of measured values. */
const assumedQuery = z.strictObject({
  reviews: numberText.optional(),
  days: numberText.optional(),
  findings: numberText.optional(),
  hoursPerFinding: numberText.optional(),
});
type AssumedAddress = z.input<typeof assumedQuery>;

export const businessCaseQuery = metricsQuery.pick({ quarter: true, asOf: true }).extend(assumedQuery.shape);
export type BusinessCaseAddress = z.input<typeof businessCaseQuery>;

/**
 * The assumptions in an address as written: the valid ones, and the problems with the rest. Empty fields are not
 * assumptions.
 */
export function assumedIn(parameters: AssumedAddress) {
  const names = assumedQuery.keyof().options.filter((name) => parameters[name]);
  const written: AssumedAddress = Object.fromEntries(names.map((name) => [name, parameters[name]]));
  const issues = assumedQuery.safeParse(written).error?.issues ?? [];
  const wrong: AssumedAddress = Object.fromEntries(issues.map(({ path, message }) => [path[0], message]));
  const right: AssumedAddress = Object.fromEntries(Object.entries(written).filter(([name]) => !(name in wrong)));
  return { written, right, wrong };
}

/** The metric a goal will be bound to, and its organisation; null is the whole program. */
export const measureInput = z.strictObject({ metric: z.enum(GOAL_METRICS), organisationId: id.nullable() });
export type MeasureInput = z.input<typeof measureInput>;

export const metricRowsQuery = metricsQuery.extend({ page: idText.default(1) });
export type MetricRowsAddress = z.input<typeof metricRowsQuery>;
