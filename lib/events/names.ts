import { inArray } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import { courses, organisations, people, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import type { NamedKind } from "./sentence.ts";
import type { SubjectKind } from "./vocabulary.ts";

type Row = {
  actorKind: "person" | "token" | "ci" | "system";
  actorId: number | null;
  subjectKind: SubjectKind;
  subjectId: number;
  data: Record<string, unknown>;
};

/** The fields of an event's data that point to something with a name. */
const POINTERS: Record<string, NamedKind> = {
  personId: "person",
  guardianId: "person",
  previousId: "person",
  teamId: "team",
  serviceId: "service",
  organisationId: "organisation",
  courseId: "course",
};

const FALLBACKS: Record<NamedKind, string> = {
  person: "somebody",
  team: "a team",
  service: "a service",
  organisation: "an organisation",
  course: "a course",
};

/** The names of everything these events point to, read in one query per kind. */
export async function eventNames(ctx: Context, rows: readonly Row[]) {
  const ids = pointed(rows);
  const found: Record<NamedKind, Map<number, string>> = {
    person: named(await read(ctx, people, people.name, ids.person)),
    team: named(await read(ctx, teams, teams.name, ids.team)),
    service: named(await read(ctx, services, services.name, ids.service)),
    organisation: named(await read(ctx, organisations, organisations.name, ids.organisation)),
    course: named(await read(ctx, courses, courses.title, ids.course)),
  };
  const name = (kind: NamedKind, id: number) => found[kind].get(id) ?? FALLBACKS[kind];
  return { name, actor: (row: Row) => actorName(row, name), subject: (row: Row) => subjectName(row, name) };
}

type Name = (kind: NamedKind, id: number) => string;

function actorName({ actorKind, actorId }: Row, name: Name): string {
  if (actorKind === "ci") return "A pipeline";
  return actorKind === "system" || actorId === null ? "The system" : name("person", actorId);
}

function subjectName({ subjectKind, subjectId }: Row, name: Name): string {
  if (subjectKind in FALLBACKS) return name(subjectKind as NamedKind, subjectId);
  if (subjectKind === "review") return reviewRef(subjectId);
  if (subjectKind === "program") return "the program";
  if (subjectKind === "newsletter") return "a letter";
  return subjectKind === "threat_model" ? "a threat model" : "a session";
}

function pointed(rows: readonly Row[]): Record<NamedKind, number[]> {
  const ids: Record<NamedKind, Set<number>> = {
    person: new Set(),
    team: new Set(),
    service: new Set(),
    organisation: new Set(),
    course: new Set(),
  };
  for (const row of rows) {
    if (row.actorId !== null) ids.person.add(row.actorId);
    if (row.subjectKind in ids) ids[row.subjectKind as NamedKind].add(row.subjectId);
    for (const [field, value] of Object.entries(row.data)) {
      const kind = POINTERS[field];
      if (kind && typeof value === "number") ids[kind].add(value);
    }
  }
  return {
    person: [...ids.person],
    team: [...ids.team],
    service: [...ids.service],
    organisation: [...ids.organisation],
    course: [...ids.course],
  };
}

type NamedTable = PgTable & { id: PgColumn };

async function read(ctx: Context, table: NamedTable, name: PgColumn, ids: number[]) {
  if (ids.length === 0) return [];
  return ctx.db.select({ id: table.id, name }).from(table).where(inArray(table.id, ids));
}

function named(rows: { id: unknown; name: unknown }[]): Map<number, string> {
  return new Map(rows.map(({ id, name }) => [Number(id), String(name)]));
}
