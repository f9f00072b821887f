import { createHash } from "node:crypto";
import { inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { people, reviewImports, reviews, teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { personOf } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, ensure, Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { line, parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { parsePastReviews } from "./import/parse-past-reviews.ts";
import type { PastReview } from "./import/read-row.ts";
import type { ImportProblem } from "./import/read-table.ts";
import { emptyIntake } from "./rules/intake.ts";

export const importReviewsInput = z.strictObject({
  fileName: line(200),
  content: z.string().max(11 * 1024 * 1024, "must be at most 10 MB"),
  dryRun: z.boolean(),
});

/** What a file of past reviews holds, or what was written of it. Nothing is written by a dry run, nor while a problem remains. */
export type ImportReport = {
  rows: number;
  problems: ImportProblem[];
  ignoredColumns: string[];
  from: string | null;
  to: string | null;
  imported: boolean;
};

const BATCH = 1_000;

/** Imports past, decided reviews from a CSV file: a dry run lists every problem of every row; accepting writes all or nothing. */
export async function importPastReviews(ctx: Context, input: unknown): Promise<ImportReport> {
  const { fileName, content, dryRun } = parse(importReviewsInput, input);
  ensure(may(ctx.actor, "reviews.import", null));
  const { timeZone } = await programSettings(ctx);
  const file = parsePastReviews(new TextEncoder().encode(content), { timeZone, now: ctx.now });
  const sha256 = createHash("sha256").update(content).digest("hex");
  return transaction(ctx, async (ctx) => {
    await refuseTwice(ctx, sha256);
    const names = await lookUpNames(ctx, file.rows);
    const keys = file.rows.map((row) => importKey(row));
    const known = await knownKeys(ctx, keys);
    const problems = [...file.problems, ...unknownNames(file.rows, names), ...repeated(file.rows, keys, known)];
    problems.sort((a, b) => a.line - b.line || (a.column ?? 0) - (b.column ?? 0));
    const report = { rows: file.rows.length, problems, ignoredColumns: file.ignoredColumns, ...windowOf(file.rows) };
    if (dryRun) return { ...report, imported: false };
    if (problems.length > 0) {
      const fields = problems.map(({ line, column, field, message }) => ({
        path: field ? [field] : [],
        message,
        line,
        ...(column === null ? {} : { column }),
      }));
      throw new Invalid(`The file has ${problems.length} problems. Nothing was imported.`, fields);
    }
    await write(ctx, { fileName, sha256, rows: file.rows, keys, names });
    return { ...report, imported: true };
  });
}

async function refuseTwice(ctx: Context, sha256: string): Promise<void> {
  const known = await ctx.db.query.reviewImports.findFirst({ where: (row, { eq }) => eq(row.sha256, sha256) });
  if (known) throw new Conflict(`This very file was imported already, as ${known.fileName}. Nothing was changed.`);
}

type Names = { teams: Map<string, number>; people: Map<string, number> };

async function lookUpNames(ctx: Context, rows: readonly PastReview[]): Promise<Names> {
  const wantedTeams = distinct(rows.map(({ team }) => team));
  const wantedPeople = distinct(rows.map(({ guardian }) => guardian));
  const lower = (column: typeof teams.name | typeof people.name | typeof people.email) => sql<string>`lower(${column})`;
  const foundTeams = await ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(wantedTeams.length > 0 ? inArray(lower(teams.name), wantedTeams) : sql`false`);
  const foundPeople = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(
      wantedPeople.length > 0
        ? sql`${inArray(lower(people.name), wantedPeople)} or ${inArray(lower(people.email), wantedPeople)}`
        : sql`false`,
    );
  return {
    teams: new Map(foundTeams.map(({ id, name }) => [name.toLowerCase(), id])),
    people: new Map(
      foundPeople.flatMap(({ id, name, email }) => [
        [name.toLowerCase(), id] as const,
        [email.toLowerCase(), id] as const,
      ]),
    ),
  };
}

function unknownNames(rows: readonly PastReview[], names: Names): ImportProblem[] {
  return rows.flatMap(({ line, team, guardian }) => [
    ...(team !== null && !names.teams.has(team.toLowerCase())
      ? [{ line, column: null, field: "team", message: `There is no team named “${team}”` }]
      : []),
    ...(guardian !== null && !names.people.has(guardian.toLowerCase())
      ? [{ line, column: null, field: "guardian", message: `There is nobody named “${guardian}”` }]
      : []),
  ]);
}

/** A row is known by its change id, or by everything it says. */
function importKey(row: PastReview): string {
  if (row.changeId !== null) return `change:${row.changeId}`;
  const { line: _, ...said } = row;
  return `row:${createHash("sha256").update(JSON.stringify(said)).digest("hex")}`;
}

async function knownKeys(ctx: Context, keys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>();
  for (let start = 0; start < keys.length; start += BATCH) {
    const rows = await ctx.db
      .select({ key: reviews.importKey })
      .from(reviews)
      .where(inArray(reviews.importKey, keys.slice(start, start + BATCH)));
    for (const { key } of rows) if (key !== null) known.add(key);
  }
  return known;
}

function repeated(rows: readonly PastReview[], keys: readonly string[], known: Set<string>): ImportProblem[] {
  const seen = new Map<string, number>();
  return rows.flatMap(({ line }, index) => {
    const key = keys[index] ?? "";
    const earlier = seen.get(key);
    seen.set(key, line);
    const message = known.has(key)
      ? "was imported before"
      : earlier === undefined
        ? null
        : `says the same as line ${earlier}`;
    return message === null ? [] : [{ line, column: null, field: null, message: `This row ${message}` }];
  });
}

type Writing = { fileName: string; sha256: string; rows: readonly PastReview[]; keys: readonly string[]; names: Names };

async function write(ctx: Context, { fileName, sha256, rows, keys, names }: Writing): Promise<void> {
  const byId = personOf(ctx.actor)?.personId ?? null;
  const [saved] = await ctx.db
    .insert(reviewImports)
    .values({ fileName, sha256, rows: rows.length, byId, acceptedAt: ctx.now })
    .returning({ id: reviewImports.id });
  if (!saved) throw new Conflict("The import could not be saved. Try again.");
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    await ctx.db
      .insert(reviews)
      .values(batch.map((row, index) => reviewOf(row, keys[start + index] ?? "", saved.id, names, ctx.now)));
  }
  await record(ctx, {
    type: "reviews.imported",
    subject: { kind: "program", id: 1 },
    data: { importId: saved.id, rows: rows.length },
  });
}

function reviewOf(
  row: PastReview,
  key: string,
  importId: number,
  names: Names,
  now: Date,
): typeof reviews.$inferInsert {
  const guardianId = row.guardian === null ? null : (names.people.get(row.guardian.toLowerCase()) ?? null);
  return {
    title: row.title ?? row.changeId ?? `Past review of ${row.submittedAt.toISOString().slice(0, 10)}`,
    type: row.type,
    state: row.decision ?? "approved",
    teamId: row.team === null ? null : (names.teams.get(row.team.toLowerCase()) ?? null),
    guardianId,
    guardianAtSubmitId: guardianId,
    intake: emptyIntake(),
    tier: row.tier,
    launchedOn: row.launchedAt?.toISOString().slice(0, 10) ?? null,
    createdAt: now,
    updatedAt: row.decidedAt,
    firstSubmittedAt: row.submittedAt,
    firstDecidedAt: row.decidedAt,
    decidedAt: row.decidedAt,
    importId,
    importKey: key,
    importedFindings: row.findings,
    importedWithGuardian: row.guardian !== null,
  };
}

function windowOf(rows: readonly PastReview[]): { from: string | null; to: string | null } {
  const times = rows.map(({ submittedAt }) => submittedAt.getTime());
  if (times.length === 0) return { from: null, to: null };
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  return { from: new Date(first).toISOString(), to: new Date(last).toISOString() };
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.flatMap((value) => (value === null ? [] : [value.toLowerCase()])))];
}
