import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { people, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { Field } from "./file/fields.ts";
import type { NamedPastReview } from "./file/meeting.ts";
import type { PastReview } from "./file/read-row.ts";
import type { ImportProblem } from "./file/read-table.ts";
import type { Keyed } from "./import-key.ts";

type Place = (field: Field) => number | null;

/** Resolves teams and guardians by name; every unknown name is a problem at its place. */
export async function findNames(
  ctx: Context,
  rows: readonly Keyed[],
  columnOf: Place,
): Promise<{ named: NamedPastReview[]; problems: ImportProblem[] }> {
  const teamIds = await teamsByName(ctx, namesIn(rows, "team"));
  const peopleIds = await peopleByName(ctx, namesIn(rows, "guardian"));
  const formerIds = await peopleByFormerName(ctx, namesIn(rows, "guardian"));
  const problems: ImportProblem[] = [];
  const named: NamedPastReview[] = [];
  for (const row of rows) {
    const wrong = [
      nameProblem(row.team, teamIds, "team", "There is no team named"),
      nameProblem(row.guardian, peopleIds, "guardian", "There is no one named"),
      formerProblem(row.guardian, peopleIds, formerIds),
    ].flatMap((found) => found ?? []);
    problems.push(...wrong.map(({ field, message }) => ({ line: row.line, column: columnOf(field), field, message })));
    const [teamId = null] = idsOf(row.team, teamIds);
    const [guardianId = null] = idsOf(row.guardian, peopleIds);
    if (wrong.length === 0) named.push({ ...row, teamId, guardianId });
  }
  return { named, problems };
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

/** The person with this name now may not be the one who did it. Who had the name earlier is shown to nobody (S50). */
function formerProblem(name: string | null, ids: Ids, formerIds: Ids): Wrong | null {
  const [now, ...others] = idsOf(name, ids);
  if (name === null || now === undefined || others.length > 0) return null;
  if (idsOf(name, formerIds).every((id) => id === now)) return null;
  const [was, instead] = name.includes("@") ? ["address", "name"] : ["name", "e-mail address"];
  return {
    field: "guardian",
    message: `guardian: “${name}” was previously another person's ${was}; write the ${instead} instead`,
  };
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

async function peopleByFormerName(ctx: Context, names: readonly string[]): Promise<Ids> {
  if (names.length === 0) return new Map();
  const rows = await rowsOf<{ id: number; name: string }>(
    ctx.db,
    sql`
    select distinct ${people.id} as id, called.name from ${people},
      jsonb_array_elements(${people.formerly}) as known,
      lateral (values (lower(known ->> 'name')), (lower(known ->> 'email'))) as called (name)
    where called.name in ${listed(names)}
    order by 1, 2`,
  );
  return grouped(rows);
}

/** Passes any number of names as one parameter. */
function listed(texts: readonly string[]) {
  return sql`(select jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb))`;
}

function grouped(rows: readonly { id: number; name: string }[]): Ids {
  const ids = new Map<string, number[]>();
  for (const { id, name } of rows) ids.set(name, [...new Set([...(ids.get(name) ?? []), id])]);
  return ids;
}
