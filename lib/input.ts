import { z } from "zod";
import { Invalid } from "#lib/errors.ts";
import { FIELD_WORDS } from "#lib/field-words.ts";
import { hasUserInfo } from "#lib/has-user-info.ts";
import { LINK_LENGTHS } from "#lib/lengths.ts";
import { formatCount } from "#lib/numbers.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import { counted } from "#lib/words.ts";

const INVALID = "The input is invalid.";

/** Parses the input of a verb. The schemas themselves refuse unknown fields (`z.strictObject`). */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input, { error: boundWords });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.map(part), message }));
  const [first] = problems;
  const where = first && first.path.length > 0 ? `${first.path.join(".")}: ` : "";
  throw new Invalid(`${INVALID} ${where}${first?.message ?? ""}`, problems, INVALID);
}

/** The default message for a bound whose schema has none. */
function boundWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === "too_big") return `must ${sized(issue, issue.inclusive ? "at most" : "less than", issue.maximum)}`;
  if (issue.code !== "too_small") return undefined;
  if (issue.minimum === 1 && issue.origin !== "number") return FIELD_WORDS.empty;
  return `must ${sized(issue, issue.inclusive ? "at least" : "more than", issue.minimum)}`;
}

function sized({ origin }: { origin: string }, side: string, bound: number | bigint): string {
  const n = Number(bound);
  if (origin === "array") return `have ${side} ${counted(n, "entry", "entries")}`;
  return `be ${side} ${origin === "string" ? counted(n, "character") : formatCount(n)}`;
}

function part(key: PropertyKey): string | number {
  return typeof key === "number" ? key : String(key);
}

/** The range of days that people need. The day after the last still has a four-digit year. */
const DAYS = { first: "1900-01-01", last: "2999-12-31" };

/** An existing calendar day, as YYYY-MM-DD. */
export const day = text(10, "must be a date in the form YYYY-MM-DD")
  .check(z.iso.date({ error: "must be a date in the form YYYY-MM-DD", abort: true }))
  .refine((value) => value >= DAYS.first && value <= DAYS.last, "must be a date between 1900 and 2999");

export function wholeNumber(least: number, most: number) {
  return z
    .number({ error: FIELD_WORDS.number })
    .int(FIELD_WORDS.wholeNumber)
    .min(least, `must be at least ${formatCount(least)}`)
    .max(most, `must be at most ${formatCount(most)}`);
}

/** The maximum of the integer columns for ids and counts. */
const MAX_INTEGER = 2_147_483_647;

export const id = z.number({ error: FIELD_WORDS.number }).int().positive().max(MAX_INTEGER);

/** A lone surrogate is no character, and no database stores it. */
export const WHOLE = /^\P{Cs}*$/u;
export const HALVED = "must not contain an incomplete character";

/** White space around a line is trimmed before its length is checked. */
const ROOM = 1_000;

/** One line of text shown to others. Access keys in it are removed, like in a document (S39). */
export function line(max: number) {
  return exactLine(max).overwrite(redactText);
}

/** Text that is not validated further if it is too long, because a body may be one string of 10 MB. */
export function text(max: number, error = `must be at most ${max} characters`) {
  return z.string({ error: "must be text" }).max(max, { error, abort: true });
}

/** One line that is kept exactly as written, because it identifies something. */
export function exactLine(max: number) {
  return text(ROOM + max, `must be at most ${max} characters`)
    .trim()
    .min(1, FIELD_WORDS.empty)
    .max(max, { error: `must be at most ${max} characters`, abort: true })
    .regex(/^[^\p{Cc}]*$/u, "must be one line without control characters")
    .regex(WHOLE, HALVED);
}

/** Text of several lines, possibly empty, without access keys. NUL is refused, because no database stores it. */
export function paragraph(max: number) {
  return text(max)
    .regex(/^[^\0]*$/, "must not contain NUL characters")
    .regex(WHOLE, HALVED)
    .overwrite(redactText);
}

/** An http or https address, never javascript: or data:. Signed links include the id of a key. */
export const webAddress = text(LINK_LENGTHS.url)
  .check(z.url({ protocol: /^https?$/, error: FIELD_WORDS.address, abort: true }))
  .refine((url) => !hasUserInfo(new URL(url)), FIELD_WORDS.userInfo)
  .overwrite(redactText);

export const links = z.array(z.strictObject({ label: line(LINK_LENGTHS.label), url: webAddress })).max(20);
