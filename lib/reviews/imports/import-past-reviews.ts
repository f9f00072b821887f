import { and, eq } from "drizzle-orm";
import { importStands } from "#db/conditions/reviews.ts";
import { reviewImports } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import { workOn } from "#lib/processes/work-on.ts";
import { programSettings } from "#lib/program/settings.ts";
import { sha256 } from "#lib/sha256.ts";
import { counted } from "#lib/words.ts";
import type { Field } from "./file/fields.ts";
import { type ImportPastReviewsInput, importPastReviewsInput } from "./file/input.ts";
import type { NamedPastReview } from "./file/meeting.ts";
import type { ImportReport } from "./file/output.ts";
import type { PastReviewsFile } from "./file/parse-past-reviews.ts";
import type { ImportProblem } from "./file/read-table.ts";
import { summaryOf } from "./file/summary.ts";
import { keyed } from "./import-key.ts";
import { findNames } from "./past-review-names.ts";
import { type LaterWord, meetReviewsHere } from "./past-reviews-here.ts";
import { settlePastReviews } from "./settle-past-reviews.ts";
import type { REVIEW_TASKS } from "./tasks.ts";
import { writePastReviews } from "./write-past-reviews.ts";

/**
 * Does a task with review files in a separate process. Throws WorkEnded if a file ends it, Unavailable if too many
 * wait.
 */
const workOnReviews = workOn<typeof REVIEW_TASKS>();

/**
 * Imports a CSV file of past reviews: decided, cancelled, or still open in their original tracker. A dry run lists
 * every row's problems and writes nothing; otherwise the whole file is written, or nothing if any problem remains. A
 * later file of the same changes says how the open ones ended. A file accepted earlier changes nothing.
 */
export async function importPastReviews(ctx: Context, input: ImportPastReviewsInput): Promise<ImportReport> {
  const wanted = parse(importPastReviewsInput, input);
  ensure(may(ctx.actor, "reviews.import", null));
  const { timeZone } = await programSettings(ctx);
  const bytes = new TextEncoder().encode(wanted.content);
  const file = await read(ctx, { fileName: wanted.fileName, bytes, timeZone, now: ctx.now });
  return transaction(ctx, async (ctx) => {
    const fileDigest = sha256(bytes);
    const report = { ...reportOf(wanted, file), alreadyImported: await importOf(ctx, fileDigest) };
    if (report.alreadyImported) return { ...report, problems: file.problems };
    const columnOf = (field: Field) => placeOf(file, field);
    const { named, problems } = await findNames(ctx, keyed(file.rows), columnOf);
    const met = await meetReviewsHere(ctx, named, { timeZone, columnOf });
    const { fresh, later, known } = met;
    const all = [...file.problems, ...problems, ...met.problems].sort(
      (a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0),
    );
    const checked = { ...report, rows: fresh.length, known, summary: summaryOf(fresh), problems: all };
    if (wanted.dryRun) return checked;
    if (all.length > 0) throw refused(all);
    if (fresh.length + later.length === 0) return checked;
    const importId = await write(ctx, { fresh, later }, { fileName: wanted.fileName, sha256: fileDigest, timeZone });
    return { ...checked, importId };
  });
}

/** Reads the file in a process separate from the server and before the transaction, because it is slow. */
function read(ctx: Context, file: Parameters<typeof workOnReviews>[2]): Promise<PastReviewsFile> {
  return refuseTooMuch("content", workOnReviews(ctx, "pastReviews", file));
}

function reportOf({ fileName, dryRun }: { fileName: string; dryRun: boolean }, file: PastReviewsFile) {
  const { rows, ignoredColumns } = file;
  const known = { same: 0, decided: 0, cancelled: 0, open: 0, otherwise: 0 };
  return { fileName, dryRun, rows: rows.length, known, ignoredColumns, summary: summaryOf(rows), importId: null };
}

function placeOf({ columns }: PastReviewsFile, field: Field): number | null {
  const index = columns.get(field);
  return index === undefined ? null : index + 1;
}

function refused(problems: readonly ImportProblem[]): Invalid {
  const words = counted(problems.length, "problem");
  return new Invalid(
    `The file has ${words}, so nothing was imported. Correct the file and check it again.`,
    problems.map(({ line, column, field, message }) => ({
      path: field === null ? [] : [field],
      message,
      line,
      ...(column === null ? {} : { column }),
    })),
  );
}

async function importOf(ctx: Context, sha256: string): Promise<ImportReport["alreadyImported"]> {
  const [found] = await ctx.db
    .select()
    .from(reviewImports)
    .where(and(eq(reviewImports.sha256, sha256), importStands()));
  if (!found) return null;
  const { id, fileName, rows, acceptedAt } = found;
  return { id, fileName, rows, acceptedAt: acceptedAt.toISOString() };
}

type Written = { fresh: readonly NamedPastReview[]; later: readonly LaterWord[] };
type Accepted = { fileName: string; sha256: string; timeZone: string };

async function write(ctx: Context, { fresh, later }: Written, file: Accepted): Promise<number> {
  const { fileName, sha256, timeZone } = file;
  const byId = personOf(ctx.actor)?.personId ?? null;
  const [made] = await ctx.db
    .insert(reviewImports)
    .values({ fileName, sha256, rows: fresh.length, byId, acceptedAt: ctx.now })
    .onConflictDoNothing({ target: reviewImports.sha256, where: importStands() })
    .returning({ id: reviewImports.id });
  if (!made) throw new Conflict("Someone else is importing this file. Check it again in a moment.");
  await writePastReviews(ctx, fresh, { importId: made.id, timeZone });
  await settlePastReviews(ctx, later, { importId: made.id, timeZone });
  await record(ctx, {
    type: "reviews.imported",
    subject: { kind: "program", id: 1 },
    data: { importId: made.id, rows: fresh.length, settled: later.length },
  });
  return made.id;
}
