import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { reviewImports, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { dayIn } from "#lib/program/queries.ts";
import { programSettings } from "#lib/program/settings.ts";
import { importPastReviewsInput } from "./import/input.ts";
import type { ImportReport } from "./import/output.ts";
import { type PastReviewsFile, parsePastReviews } from "./import/parse-past-reviews.ts";
import type { PastReview } from "./import/read-row.ts";
import type { ImportProblem } from "./import/read-table.ts";
import { summaryOf } from "./import/summary.ts";
import { findNames, type KnownReview } from "./past-review-names.ts";
import { emptyIntake } from "./rules/intake.ts";

/** Both drivers take 65,535 parameters in one statement. */
const BATCH = 2_000;

/**
 * Imports a CSV file of past, decided reviews. A dry run lists the problems of every row and writes nothing; without it
 * the whole file is written, or, while any problem remains, nothing. A file accepted before changes nothing.
 */
export async function importPastReviews(ctx: Context, input: unknown): Promise<ImportReport> {
  const wanted = parse(importPastReviewsInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "reviews.import", null));
    const { timeZone } = await programSettings(ctx);
    const bytes = new TextEncoder().encode(wanted.content);
    const file = parsePastReviews(bytes, { timeZone, now: ctx.now });
    const sha256 = digest(bytes);
    const report = { ...reportOf(wanted, file), alreadyImported: await importOf(ctx, sha256) };
    if (report.alreadyImported) return { ...report, problems: file.problems };
    const { known, problems } = await findNames(ctx, keyed(file.rows), (field) => placeOf(file, field));
    const all = [...file.problems, ...problems].sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    const checked = { ...report, rows: known.length, summary: summaryOf(known), problems: all };
    if (wanted.dryRun) return checked;
    if (all.length > 0) throw refused(all);
    const withGuardians = file.columns.has("guardian");
    const importId = await write(ctx, { ...wanted, sha256 }, known, { timeZone, withGuardians });
    return { ...checked, importId };
  });
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
  const words = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
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

type Settings = { timeZone: string; withGuardians: boolean };

async function write(
  ctx: Context,
  { fileName, sha256 }: { fileName: string; sha256: string },
  rows: readonly KnownReview[],
  settings: Settings,
): Promise<number> {
  const byId = personOf(ctx.actor)?.personId ?? null;
  const [made] = await ctx.db
    .insert(reviewImports)
    .values({ fileName, sha256, rows: rows.length, byId, acceptedAt: ctx.now })
    .onConflictDoNothing({ target: reviewImports.sha256 })
    .returning({ id: reviewImports.id });
  if (!made) throw new Conflict("Somebody else is importing this file. Check it again in a moment.");
  const intake = emptyIntake();
  let written = 0;
  for (let at = 0; at < rows.length; at += BATCH) {
    const values = rows.slice(at, at + BATCH).map((row) => ({ ...reviewOf(row, settings), intake, importId: made.id }));
    const saved = await ctx.db
      .insert(reviews)
      .values(values)
      .onConflictDoNothing({ target: reviews.importKey })
      .returning({ id: reviews.id });
    written += saved.length;
  }
  if (written < rows.length) throw new Conflict("Some of these reviews were imported meanwhile. Check the file again.");
  await record(ctx, {
    type: "reviews.imported",
    subject: { kind: "program", id: 1 },
    data: { importId: made.id, rows: rows.length },
  });
  return made.id;
}

function reviewOf(row: KnownReview, { timeZone, withGuardians }: Settings) {
  const { submittedAt, decidedAt, launchedAt, type, tier, teamId, guardianId, importKey } = row;
  return {
    title:
      row.title ?? (row.changeId ? `Past review ${row.changeId}` : `Past review of ${dayIn(submittedAt, timeZone)}`),
    type,
    tier,
    state: row.decision ?? ("approved" as const),
    teamId,
    guardianId,
    launchedOn: launchedAt === null ? null : dayIn(launchedAt, timeZone),
    createdAt: submittedAt,
    updatedAt: decidedAt,
    firstSubmittedAt: submittedAt,
    firstDecidedAt: decidedAt,
    decidedAt,
    importKey,
    importedFindings: row.findings,
    // Without the column nothing is known of guardians, which is not the same as having none.
    importedWithGuardian: withGuardians ? row.guardian !== null : null,
  };
}

/** The change id where the file has one; else what the row says, and which of equal rows it is. */
function keyed(rows: readonly PastReview[]): (PastReview & { importKey: string })[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    if (row.changeId !== null) return { ...row, importKey: `change:${row.changeId}` };
    const { line: _line, ...content } = row;
    const same = digest(JSON.stringify(content));
    const nth = (seen.get(same) ?? 0) + 1;
    seen.set(same, nth);
    return { ...row, importKey: `row:${same}:${nth}` };
  });
}

function digest(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
