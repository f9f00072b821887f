import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { REVIEW_LENGTHS } from "#lib/lengths.ts";
import { comparable, type Field } from "#lib/reviews/imports/file/fields.ts";
import { readInstant } from "#lib/reviews/imports/file/iso-instant.ts";
import type { Columns } from "#lib/reviews/imports/file/read-header.ts";
import type { ImportProblem, TableRecord } from "#lib/reviews/imports/file/read-table.ts";
import { SEPARATOR_WORDS, type Separator } from "#lib/reviews/imports/file/separator.ts";
import { REVIEW_TYPES, type ReviewType } from "#lib/reviews/rules/review-types.ts";
import { DECIDED_STATES } from "#lib/reviews/rules/states.ts";

/**
 * One past review as the file states it: decided, cancelled, or still open if neither. Team and guardian are names not
 * yet resolved; null if not given.
 */
export interface PastReview {
  line: number;
  submittedAt: Date;
  decidedAt: Date | null;
  cancelledAt: Date | null;
  launchedAt: Date | null;
  tier: Tier | null;
  type: ReviewType | null;
  decision: (typeof DECIDED_STATES)[number] | null;
  findings: number | null;
  team: string | null;
  guardian: string | null;
  /** Whether it had a guardian when submitted; null if the file has no guardian column. */
  guarded: boolean | null;
  title: string | null;
  changeId: string | null;
}

export interface RowContext {
  columns: Columns;
  /** Number of cells in the header. */
  width: number;
  separator: Separator;
  timeZone: string;
  now: Date;
  /** Change ids of the previous rows, with their lines. */
  changeIds: Map<string, number>;
}

/** No field is longer than a title. */
const MAX_TEXT = REVIEW_LENGTHS.title;
const MAX_FINDINGS = 10_000;

/** Reads one row; `review` is null if the row has any problem. A row of the wrong width is not read further. */
export function readRow(
  record: TableRecord,
  context: RowContext,
): { review: PastReview | null; problems: ImportProblem[] } {
  const width = widthProblem(record, context);
  if (width) return { review: null, problems: [width] };
  const row = new RowReader(record, context);
  const submittedAt = row.required(
    row.instant("submitted_at"),
    "submitted_at",
    "every past review needs the date it was submitted",
  );
  const decidedAt = row.instant("decided_at");
  const cancelledAt = row.instant("cancelled_at");
  const launchedAt = row.instant("launch");
  row.inOrder("decided_at", decidedAt, submittedAt);
  row.inOrder("cancelled_at", cancelledAt, submittedAt);
  row.inOrder("launch", launchedAt, submittedAt);
  const rest = {
    tier: row.choice("tier", TIERS),
    type: row.choice("type", REVIEW_TYPES),
    decision: row.choice("decision", DECIDED_STATES),
    findings: row.wholeNumber("findings", MAX_FINDINGS),
    team: row.text("team"),
    ...row.guardian(),
    title: row.text("title"),
    changeId: row.unique("change_id", context.changeIds),
  };
  row.oneEnd();
  const { problems } = row;
  if (!submittedAt || problems.length > 0) return { review: null, problems };
  return { review: { line: record.line, submittedAt, decidedAt, cancelledAt, launchedAt, ...rest }, problems };
}

/** Reads a row's cells by field and collects their problems. An absent or empty cell reads as null. */
class RowReader {
  readonly problems: ImportProblem[] = [];
  private readonly record: TableRecord;
  private readonly context: RowContext;
  private readonly dateOnly = new Set<Field>();

  constructor(record: TableRecord, context: RowContext) {
    this.record = record;
    this.context = context;
  }

  text(field: Field): string | null {
    const text = this.cell(field);
    if (text.length > MAX_TEXT)
      return this.refuse(field, `has ${text.length} characters; at most ${MAX_TEXT} are allowed`);
    if (/\p{Cc}/u.test(text)) return this.refuse(field, "contains a line break or a control character");
    return text || null;
  }

  instant(field: Field): Date | null {
    const text = this.text(field);
    if (text === null) return null;
    const reading = readInstant(text, this.context.timeZone);
    if ("problem" in reading) return this.refuse(field, reading.problem);
    if (reading.instant > this.context.now) return this.refuse(field, `“${text}” is in the future`);
    if (reading.dateOnly) this.dateOnly.add(field);
    return reading.instant;
  }

  required<Value>(value: Value | null, field: Field, why: string): Value | null {
    if (this.cell(field) === "") this.refuse(field, `is empty; ${why}`);
    return value;
  }

  inOrder(field: Field, later: Date | null, submittedAt: Date | null): void {
    if (!later || !submittedAt || later >= submittedAt) return;
    const assumed = this.dateOnly.has(field) || this.dateOnly.has("submitted_at");
    const hint = assumed ? `; a date without a time counts from the start of the day in ${this.context.timeZone}` : "";
    this.refuse(field, `${later.toISOString()} is before submitted_at ${submittedAt.toISOString()}${hint}`);
  }

  /** The guardian's name, or "yes" if there was one but the name is unknown, or "no". Empty means none. */
  guardian(): { guardian: string | null; guarded: boolean | null } {
    const text = this.text("guardian");
    const word = comparable(text ?? "no");
    const guarded = this.context.columns.has("guardian") ? word !== "no" : null;
    return { guardian: word === "yes" || word === "no" ? null : text, guarded };
  }

  /** A review ends only once. An open one needs a change id, so a later file can say how it ended. */
  oneEnd(): void {
    const has = (field: Field) => this.cell(field) !== "";
    if (has("decided_at") && has("cancelled_at")) {
      this.refuse(
        "cancelled_at",
        "conflicts with decided_at: a review is either decided or cancelled, so leave one of them empty",
      );
    }
    if (has("decided_at")) return;
    if (has("decision")) this.refuse("decided_at", "is empty, but there is a decision; write when it was made");
    else if (!has("cancelled_at") && !has("change_id")) {
      const why = "a review that is still open needs it, so that a later file can say how it ended";
      this.refuse("decided_at", `is empty, and there is no change_id; ${why}`);
    }
  }

  choice<Value extends string>(field: Field, values: readonly Value[]): Value | null {
    const text = this.text(field);
    if (text === null) return null;
    const found = values.find((value) => value === comparable(text));
    return found ?? this.refuse(field, `“${text}” is not one of ${values.join(", ")}`);
  }

  wholeNumber(field: Field, most: number): number | null {
    const text = this.text(field);
    if (text === null) return null;
    if (!/^\d+$/.test(text)) return this.refuse(field, `“${text}” is not a whole number of 0 or more`);
    return Number(text) <= most ? Number(text) : this.refuse(field, `“${text}” is more than ${most}`);
  }

  unique(field: Field, seen: Map<string, number>): string | null {
    const text = this.text(field);
    if (text === null) return null;
    const first = seen.get(text);
    if (first !== undefined) return this.refuse(field, `“${text}” is already on line ${first}`);
    seen.set(text, this.record.line);
    return text;
  }

  private cell(field: Field): string {
    const index = this.context.columns.get(field);
    return index === undefined ? "" : (this.record.cells[index] ?? "").trim();
  }

  private refuse(field: Field, message: string): null {
    const index = this.context.columns.get(field);
    this.problems.push({
      line: this.record.line,
      column: index === undefined ? null : index + 1,
      field,
      message: `${field}: ${message}`,
    });
    return null;
  }
}

function widthProblem({ line, cells }: TableRecord, { width, separator }: RowContext): ImportProblem | null {
  if (cells.length === width) return null;
  const [count, column] = cells.length > width ? ["too many", width + 1] : ["too few", cells.length];
  const message = `This row has ${count} fields: ${cells.length}, the header has ${width}; a ${SEPARATOR_WORDS[separator]} inside a value needs quotes around it`;
  return { line, column, field: null, message };
}
