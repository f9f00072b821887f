import { sql } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { rowsOf } from "#db/rows-of.ts";
import { courses, organisations, people, reviewArtefacts, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { SubjectKind } from "#lib/event-types/vocabulary.ts";
import type { NamedKind } from "#lib/event-types/words.ts";
import { reviewRef } from "#lib/paths.ts";

type Row = {
  actorKind: "person" | "token" | "ci" | "system";
  actorId: number | null;
  subjectKind: SubjectKind;
  subjectId: number;
  data: Record<string, unknown>;
};

/** Fields of event data that refer to something with a name. */
const POINTERS: Record<string, NamedKind> = {
  personId: "person",
  guardianId: "person",
  previousId: "person",
  ownerId: "person",
  teamId: "team",
  fromTeamId: "team",
  serviceId: "service",
  organisationId: "organisation",
  fromOrganisationId: "organisation",
  courseId: "course",
  artefactId: "document",
};

const FALLBACKS: Record<NamedKind, string> = {
  person: "someone",
  team: "a team",
  service: "a service",
  organisation: "an organisation",
  course: "a course",
  document: "a document",
};

/**
 * Names of everything these events refer to, in one query. A document's name reveals something about its review, so it
 * is only included for readers known to see the subjects.
 */
export async function eventNames(ctx: Context, rows: readonly Row[], { seesSubjects = false } = {}) {
  const all = pointed(rows);
  const ids = seesSubjects ? all : { ...all, document: [] };
  const found = new Map((await read(ctx, ids)).map(({ kind, id, name }) => [`${kind} ${id}`, name]));
  const name = (kind: NamedKind, id: number) => found.get(`${kind} ${id}`) ?? FALLBACKS[kind];
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
  if (subjectKind === "program_review") return "a program review";
  return subjectKind === "threat_model" ? "a threat model" : "a session";
}

function pointed(rows: readonly Row[]): Record<NamedKind, number[]> {
  const ids: Record<NamedKind, Set<number>> = {
    person: new Set(),
    team: new Set(),
    service: new Set(),
    organisation: new Set(),
    course: new Set(),
    document: new Set(),
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
    document: [...ids.document],
  };
}

const NAMES = {
  person: { table: people, id: people.id, name: people.name },
  team: { table: teams, id: teams.id, name: teams.name },
  service: { table: services, id: services.id, name: services.name },
  organisation: { table: organisations, id: organisations.id, name: organisations.name },
  course: { table: courses, id: courses.id, name: courses.title },
  document: { table: reviewArtefacts, id: reviewArtefacts.id, name: reviewArtefacts.name },
};

type Named = { kind: NamedKind; id: number; name: string };

async function read(ctx: Context, ids: Record<NamedKind, number[]>): Promise<Named[]> {
  const asked = (Object.keys(NAMES) as NamedKind[]).filter((kind) => ids[kind].length > 0);
  const [first, ...rest] = asked.map((kind) => {
    const { table, id, name } = NAMES[kind];
    return sql`select ${kind}::text as kind, ${id} as id, ${name} as name from ${table} where ${idIn(id, ids[kind])}`;
  });
  if (!first) return [];
  return rowsOf<Named>(ctx.db, sql.join([first, ...rest], sql` union all `));
}
