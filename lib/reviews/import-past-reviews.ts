import { eq } from "drizzle-orm";
import { reviewImports } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import { programSettings } from "#lib/program/settings.ts";
import { sha256 } from "#lib/sha256.ts";
import { counted } from "#lib/words.ts";
import { type ImportPastReviewsInput, importPastReviewsInput } from "./import/input.ts";
import type { ImportReport } from "./import/output.ts";
import type { PastReviewsFile } from "./import/parse-past-reviews.ts";
import type { PastReview } from "./import/read-row.ts";
import type { ImportProblem } from "./import/read-table.ts";
import { summaryOf } from "./import/summary.ts";
import { findNames, type KnownReview } from "./past-review-names.ts";
import { workOnReviews } from "./work-on-reviews.ts";
import { writePastReviews } from "./write-past-reviews.ts";

/**
 * Imports a CSV file of past, decided reviews. A dry run lists the problems of every row and writes nothing; without it
 * the whole file is written, or, while any problem remains, nothing. A file accepted before changes nothing.
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
    const { known, problems } = await findNames(ctx, keyed(file.rows), (field) => placeOf(file, field));
    const all = [...file.problems, ...problems].sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    const checked = { ...report, rows: known.length, summary: summaryOf(known), problems: all };
    if (wanted.dryRun) return checked;
    if (all.length > 0) throw refused(all);
    const { fileName } = wanted;
    const importId = await write(ctx, known, {
      fileName,
      sha256: fileDigest,
      timeZone,
      withGuardians: file.columns.has("guardian"),
    });
    return { ...checked, importId };
  });
}

/** Reads the file in a process apart from the server, before the transaction: it takes its time. */
function read(ctx: Context, file: Parameters<typeof workOnReviews>[2]): Promise<PastReviewsFile> {
  return refuseTooMuch("content", workOnReviews(ctx, "pastReviews", file));
}

function reportOf({ fileName, dryRun }: { fileName: string; dryRun: boolean }, file: PastReviewsFile) {
  const { rows, ignoredColumns } = file;
  return { fileName, dryRun, rows: rows.length, ignoredColumns, summary: summaryOf(rows), importId: null };
}

function placeOf({ columns }: PastReviewsFile, field: Parameters<PastReviewsFile["columns"]["get"]>[0]): number | null {
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
  const [found] = await ctx.db.select().from(reviewImports).where(eq(reviewImports.sha256, sha256));
  if (!found) return null;
  const { id, fileName, rows, acceptedAt } = found;
  return { id, fileName, rows, acceptedAt: acceptedAt.toISOString() };
}

type Accepted = { fileName: string; sha256: string; timeZone: string; withGuardians: boolean };

async function write(ctx: Context, rows: readonly KnownReview[], file: Accepted): Promise<number> {
  const { fileName, sha256 } = file;
  const byId = personOf(ctx.actor)?.personId ?? null;
  const [made] = await ctx.db
    .insert(reviewImports)
    .values({ fileName, sha256, rows: rows.length, byId, acceptedAt: ctx.now })
    .onConflictDoNothing({ target: reviewImports.sha256 })
    .returning({ id: reviewImports.id });
  if (!made) throw new Conflict("Somebody else is importing this file. Check it again in a moment.");
  await writePastReviews(ctx, rows, { ...file, importId: made.id });
  await record(ctx, {
    type: "reviews.imported",
    subject: { kind: "program", id: 1 },
    data: { importId: made.id, rows: rows.length },
  });
  return made.id;
}

/** The change id where the file has one; else what the row says, and which of equal rows it is. */
function keyed(rows: readonly PastReview[]): (PastReview & { importKey: string })[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    if (row.changeId !== null) return { ...row, importKey: `change:${row.changeId}` };
    const { line: _line, ...content } = row;
    const same = sha256(JSON.stringify(content));
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return { ...row, importKey: `row:${same}:${nth}` };
  });
}
