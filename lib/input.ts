import { z } from "zod";
import { Invalid } from "#lib/errors.ts";
import { FIELD_WORDS } from "#lib/field-words.ts";
import { hasUserInfo } from "#lib/has-user-info.ts";
import { LINK_LENGTHS } from "#lib/lengths.ts";
import { formatCount } from "#lib/numbers.ts";
import { redactText } from "#lib/secrets/rules/redact-text.ts";
import { counted } from "#lib/words.ts";

const WRONG = "The input is wrong.";

/** Parses the input of a verb. Unknown fields are refused by the schemas themselves (`z.strictObject`). */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input, { error: boundWords });
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => ({ path: path.map(part), message }));
  const [first] = problems;
  const where = first && first.path.length > 0 ? `${first.path.join(".")}: ` : "";
  throw new Invalid(`${WRONG} ${where}${first?.message ?? ""}`, problems, WRONG);
}

/** What is said of a bound whose schema says nothing of its own. */
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

/** The days that a calendar of people needs; the one after the last is a day of four digits too. */
const DAYS = { first: "1900-01-01", last: "2999-12-31" };

/** A calendar day that exists, as YYYY-MM-DD. */
export const day = text(10, "must be a day as YYYY-MM-DD")
  .check(z.iso.date({ error: "must be a day as YYYY-MM-DD", abort: true }))
  .refine((value) => value >= DAYS.first && value <= DAYS.last, "must be a day between 1900 and 2999");

/** A whole number from one to another. */
export function wholeNumber(least: number, most: number) {
  return z
    .number({ error: FIELD_WORDS.number })
    .int(FIELD_WORDS.wholeNumber)
    .min(least, `must be at least ${formatCount(least)}`)
    .max(most, `must be at most ${formatCount(most)}`);
}

/** The largest number of a column of ids and counts. */
const MAX_INTEGER = 2_147_483_647;

/** A row id. */
export const id = z.number({ error: FIELD_WORDS.number }).int().positive().max(MAX_INTEGER);

/** Half of a character above U+FFFF is none: no database keeps it. */
export const WHOLE = /^\P{Cs}*$/u;
export const HALVED = "must not contain half of a character";

/** White space around a line is taken off before it is counted. */
const ROOM = 1_000;

/** One line of text that is shown to others: an access key in it is taken out, as in a document (S39). */
export function line(max: number) {
  return exactLine(max).overwrite(redactText);
}

/** Text that is looked at no further where it is longer than it may be: a body may be one string of 10 MB. */
export function text(max: number, error = `must be at most ${max} characters`) {
  return z.string({ error: "must be text" }).max(max, { error, abort: true });
}

/** One line that is kept to the letter, because something is known by it. */
export function exactLine(max: number) {
  return text(ROOM + max, `must be at most ${max} characters`)
    .trim()
    .min(1, FIELD_WORDS.empty)
    .max(max, { error: `must be at most ${max} characters`, abort: true })
    .regex(/^[^\p{Cc}]*$/u, "must be one line without control characters")
    .regex(WHOLE, HALVED);
}

/** Text of several lines, which may be empty, without access keys. NUL is refused: no database keeps it. */
export function paragraph(max: number) {
  return text(max)
    .regex(/^[^\0]*$/, "must not contain NUL")
    .regex(WHOLE, HALVED)
    .overwrite(redactText);
}

/** An http or https address: never javascript: or data:. Links that are signed carry the id of a key. */
export const webAddress = text(LINK_LENGTHS.url)
  .check(z.url({ protocol: /^https?$/, error: FIELD_WORDS.address, abort: true }))
  .refine((url) => !hasUserInfo(new URL(url)), FIELD_WORDS.userInfo)
  .overwrite(redactText);

/** The links of a review or a service, each with its name. */
export const links = z.array(z.strictObject({ label: line(LINK_LENGTHS.label), url: webAddress })).max(20);
