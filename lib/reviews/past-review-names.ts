import { sql } from "drizzle-orm";
import { people, reviews, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import type { Field } from "./import/read-header.ts";
import type { PastReview } from "./import/read-row.ts";
import type { ImportProblem } from "./import/read-table.ts";

/** A past review with its names looked up and the key that tells it from every other. */
export type KnownReview = PastReview & { teamId: number | null; guardianId: number | null; importKey: string };

type Keyed = PastReview & { importKey: string };
type Place = (field: Field) => number | null;

/** Looks up teams and guardians by name, and reviews that are here already; every miss is a problem at its place. */
export async function findNames(
  ctx: Context,
  rows: readonly Keyed[],
  columnOf: Place,
): Promise<{ known: KnownReview[]; problems: ImportProblem[] }> {
  const teamIds = await teamsByName(ctx, namesIn(rows, "team"));
  const peopleIds = await peopleByName(ctx, namesIn(rows, "guardian"));
  const imported = await reviewsByKey(ctx, rows);
  const problems: ImportProblem[] = [];
  const known: KnownReview[] = [];
  for (const row of rows) {
    const wrong = [
      nameProblem(row.team, teamIds, "team", "There is no team named"),
      nameProblem(row.guardian, peopleIds, "guardian", "There is nobody named"),
      repeated(row, imported),
    ].flatMap((found) => found ?? []);
    problems.push(...wrong.map(({ field, message }) => ({ line: row.line, column: columnOf(field), field, message })));
    const [teamId = null] = idsOf(row.team, teamIds);
    const [guardianId = null] = idsOf(row.guardian, peopleIds);
    if (wrong.length === 0) known.push({ ...row, teamId, guardianId });
  }
  return { known, problems };
}

type Ids = ReadonlyMap<string, readonly number[]>;
type Wrong = { field: Field; message: string };

function idsOf(name: string | null, ids: Ids): readonly number[] {
  return name === null ? [] : (ids.get(name.toLowerCase()) ?? []);
}

function nameProblem(name: string | null, ids: Ids, field: Field, missing: string): Wrong | null {
  if (name === null) return null;
  const found = idsOf(name, ids);
  if (found.length === 1) return null;
  if (found.length === 0)
    return { field, message: `${field}: ${missing} “${name}”; add it first, or correct the name` };
  return { field, message: `${field}: ${found.length} people are named “${name}”; write the e-mail address instead` };
}

function repeated({ importKey, changeId }: Keyed, imported: ReadonlyMap<string, number>): Wrong | null {
  const id = imported.get(importKey);
  if (id === undefined) return null;
  const what = changeId === null ? "This review" : `“${changeId}”`;
  return { field: "change_id", message: `${what} was imported already as ${reviewRef(id)}; take the row out` };
}

function namesIn(rows: readonly PastReview[], field: "team" | "guardian"): string[] {
  return [...new Set(rows.flatMap((row) => row[field]?.toLowerCase() ?? []))];
}

async function teamsByName(ctx: Context, names: readonly string[]): Promise<Ids> {
  if (names.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: teams.id, name: sql<string>`lower(${teams.name})` })
    .from(teams)
    .where(sql`lower(${teams.name}) in ${listed(names)}`);
  return grouped(rows);
}

async function peopleByName(ctx: Context, names: readonly string[]): Promise<Ids> {
  if (names.length === 0) return new Map();
  const byName = { id: people.id, name: sql<string>`lower(${people.name})` };
  const byEmail = { id: people.id, name: sql<string>`lower(${people.email})` };
  const named = await ctx.db
    .select(byName)
    .from(people)
    .where(sql`lower(${people.name}) in ${listed(names)}`);
  const addressed = await ctx.db
    .select(byEmail)
    .from(people)
    .where(sql`lower(${people.email}) in ${listed(names)}`);
  return grouped([...named, ...addressed]);
}

async function reviewsByKey(ctx: Context, rows: readonly Keyed[]): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const keys = rows.map(({ importKey }) => importKey);
  const found = await ctx.db
    .select({ id: reviews.id, key: sql<string>`${reviews.importKey}` })
    .from(reviews)
    .where(sql`${reviews.importKey} in ${listed(keys)}`);
  return new Map(found.map(({ id, key }) => [key, id]));
}

/** One parameter however many names there are. */
function listed(texts: readonly string[]) {
  return sql`(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}

function grouped(rows: readonly { id: number; name: string }[]): Ids {
  const ids = new Map<string, number[]>();
  for (const { id, name } of rows) ids.set(name, [...new Set([...(ids.get(name) ?? []), id])]);
  return ids;
}
