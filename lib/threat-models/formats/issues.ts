import type { z } from "zod";
import type { JsonValue, Path, Problem } from "./reading.ts";

type Validated<T> = { ok: true; data: T } | { ok: false; problems: Problem[] };

/** Validates a value by its schema, or reports each finding as a problem with the expected and the actual value. */
export function validate<T>(schema: z.ZodType<T>, value: JsonValue): Validated<T> {
  try {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { ok: true, data: parsed.data };
    return { ok: false, problems: problemsOf(parsed.error, value) };
  } catch (error) {
    // The schema library spreads its findings into the arguments of one call; above a hundred thousand the stack
    // overflows.
    if (!(error instanceof RangeError)) throw error;
    const message = "The file differs too much from the format to list its problems.";
    return { ok: false, problems: [{ path: [], message }] };
  }
}

function problemsOf(error: z.ZodError, value: JsonValue): Problem[] {
  return error.issues.map((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    return { path, message: message(issue, valueAt(value, path)) };
  });
}

function message(issue: z.core.$ZodIssue, found: JsonValue | undefined): string {
  if (issue.code === "invalid_type") {
    if (found === undefined) return `is missing; expected ${named(issue.expected)}`;
    return `expected ${named(issue.expected)}, found ${kindOf(found)}`;
  }
  return issue.message;
}

const names: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
};

function named(expected: string): string {
  return names[expected] ?? expected;
}

export function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "number") return `the number ${value}`;
  if (typeof value === "boolean") return String(value);
  if (typeof value === "object") return "an object";
  return `the text ${JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)}`;
}

/** The value at a path; undefined if the path leads nowhere. */
export function valueAt(value: JsonValue, path: Path): JsonValue | undefined {
  let at: JsonValue | undefined = value;
  for (const step of path) {
    if (Array.isArray(at)) at = typeof step === "number" ? at[step] : undefined;
    else if (at !== null && typeof at === "object") at = Object.hasOwn(at, step) ? at[step] : undefined;
    else return undefined;
  }
  return at;
}
