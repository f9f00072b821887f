import fc from "fast-check";
import type { Db } from "#db/client.ts";
import {
  activities,
  completions,
  courses,
  findings,
  guardianships,
  memberships,
  people,
  reviewFeedback,
  reviews,
  roleGrants,
} from "#db/schema/index.ts";
import { LEAVING_REASONS } from "#lib/guardians/rules.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { addOrganisation, addService, addTeam, LONG_AGO, seedProgram } from "./people.ts";

/** The six quarters up to the one in which the tests' present lies, by their first month. */
export const QUARTERS = ["2025-07", "2025-10", "2026-01", "2026-04", "2026-07", "2026-10"] as const;
export const RUNNING = QUARTERS.length - 1;
const ENGINEERS = 6;

/** Someone of an organisation. What they did is a bit of each quarter; `left`: in which of them they left as a guardian. */
type Someone = {
  guardian: boolean;
  left: number | null;
  reason: (typeof LEAVING_REASONS)[number] | null;
  trained: boolean;
  rated: boolean;
  engineer: number;
  logged: number;
  onReview: number;
  involved: number;
};
export type Drawn = { organisations: { up: number; people: Someone[] }[]; engineersLog: boolean };

const quarters = fc.nat({ max: 2 ** QUARTERS.length - 1 });
const someone: fc.Arbitrary<Someone> = fc.record({
  guardian: fc.boolean(),
  left: fc.option(fc.nat({ max: RUNNING })),
  reason: fc.option(fc.constantFrom(...LEAVING_REASONS)),
  trained: fc.boolean(),
  rated: fc.boolean(),
  engineer: fc.nat({ max: ENGINEERS - 1 }),
  logged: quarters,
  onReview: quarters,
  involved: quarters,
});

/** A tree of organisations with a team each, and what its people did in six quarters. */
export const drawnProgram: fc.Arbitrary<Drawn> = fc.record({
  organisations: fc.array(
    fc.record({ up: fc.nat({ max: 9 }), people: fc.array(someone, { maxLength: 16, size: "max" }) }),
    { minLength: 1, maxLength: 4, size: "max" },
  ),
  engineersLog: fc.boolean(),
});

const EVERY_QUARTER = 2 ** QUARTERS.length - 1;

/** One of two organisations, in each of which enough did everything that something about them is shown. */
export const SHOWING_PROGRAM: Drawn = {
  organisations: [12, 10].map((length) => ({
    up: 1,
    people: Array.from({ length }, (_, at) => ({
      ...{ guardian: true, left: null, reason: null, trained: true, rated: true, engineer: at % ENGINEERS },
      ...{ logged: EVERY_QUARTER, onReview: EVERY_QUARTER, involved: EVERY_QUARTER },
    })),
  })),
  engineersLog: true,
};

export type Own = Someone & { personId: number; organisationId: number; teamId: number };
export type Written = {
  organisations: { id: number; parentId: number | null; teamId: number; leaderId: number }[];
  people: Own[];
  engineerIds: number[];
  managerId: number;
};

/** Writes a drawn program as its rows stand. */
export async function writeProgram(db: Db, { organisations, engineersLog }: Drawn): Promise<Written> {
  await seedProgram(db);
  const places: { id: number; parentId: number | null; teamId: number; serviceId: number }[] = [];
  for (const { up } of organisations) {
    const parentId = places[up % (places.length + 1)]?.id ?? null;
    const id = await addOrganisation(db, parentId === null ? {} : { parentId });
    const teamId = await addTeam(db, { organisationId: id });
    places.push({ id, parentId, teamId, serviceId: await addService(db, { teamId }) });
  }
  const [managerId = 0, ...engineerIds] = await addPeople(db, 1 + ENGINEERS);
  const leaderIds = await addPeople(db, places.length);
  const drawn = organisations.flatMap(({ people }, at) =>
    people.map((one) => ({ ...one, organisationId: places[at]?.id ?? 0, teamId: places[at]?.teamId ?? 0 })),
  );
  const ids = await addPeople(db, drawn.length);
  const all = drawn.map((one, at): Own => ({ ...one, personId: ids[at] ?? 0 }));
  const grant = (personId: number) => ({ personId, grantedAt: LONG_AGO });
  await db.insert(roleGrants).values([
    { ...grant(managerId), role: "program_manager" as const },
    ...engineerIds.map((id) => ({ ...grant(id), role: "security_engineer" as const })),
    ...places.map(({ id }, at) => ({
      ...{ ...grant(leaderIds[at] ?? 0), role: "leader" as const, organisationId: id },
    })),
  ]);
  await addLives(db, all);
  await addReviews(db, { places, all, engineerIds, engineersLog });
  return {
    organisations: places.map((place, at) => ({ ...place, leaderId: leaderIds[at] ?? 0 })),
    people: all,
    engineerIds,
    managerId,
  };
}

/** Whether they did something in a quarter. */
export function did(bits: number, quarter: number): boolean {
  return ((bits >> quarter) & 1) === 1;
}

/** Whether they were an active guardian when a quarter began. */
export function isGuardian({ guardian, left }: Someone, quarter: number): boolean {
  return guardian && (left === null || left >= quarter);
}

let made = 0;

async function addPeople(db: Db, count: number): Promise<number[]> {
  if (count === 0) return [];
  const rows = Array.from({ length: count }, () => {
    made += 1;
    return { name: `Drawn ${made}`, email: `drawn.${made}@example.com`, createdAt: LONG_AGO };
  });
  return (await db.insert(people).values(rows).returning({ id: people.id })).map(({ id }) => id);
}

const day = (quarter: number, months: number, day: string) => {
  const [year = "", month = ""] = (QUARTERS[quarter] ?? "").split("-");
  return `${year}-${String(Number(month) + months).padStart(2, "0")}-${day}`;
};

/** Memberships, guardianships that end in the second month of a quarter, courses, and time logged on no review. */
async function addLives(db: Db, all: readonly Own[]): Promise<void> {
  const [course] = await db
    .insert(courses)
    .values({ code: "TM", title: "Threat modelling", minutes: 60, required: true, createdAt: LONG_AGO })
    .returning();
  const long = "2025-01-06";
  const times = { nominatedAt: LONG_AGO, consentedAt: LONG_AGO, activeAt: LONG_AGO };
  await insertAll(
    all,
    (one) => ({ personId: one.personId, teamId: one.teamId, fromOn: long }),
    (rows) => db.insert(memberships).values(rows),
  );
  await insertAll(
    all.filter(({ guardian }) => guardian),
    ({ personId, teamId, left, reason }) => ({
      ...{ personId, teamId, rationale: "", ...times },
      ...{ state: left === null ? ("active" as const) : ("alumni" as const) },
      ...{ endedAt: left === null ? null : new Date(day(left, 1, "10")), leavingReason: left === null ? null : reason },
    }),
    (rows) => db.insert(guardianships).values(rows),
  );
  await insertAll(
    all.filter(({ trained }) => trained),
    ({ personId }) => ({ personId, courseId: course?.id ?? 0, completedOn: long, createdAt: LONG_AGO }),
    (rows) => db.insert(completions).values(rows),
  );
  await insertAll(
    all.flatMap((one) => QUARTERS.flatMap((_, at) => (did(one.logged, at) ? [{ one, at }] : []))),
    ({ one, at }) => time(one.personId, at, null),
    (rows) => db.insert(activities).values(rows),
  );
}

const time = (personId: number, quarter: number, reviewId: number | null) => {
  const onDate = day(quarter, 0, "20");
  return { personId, type: "review" as const, minutes: 60 + personId, onDate, reviewId, createdAt: new Date(onDate) };
};

type Parts = {
  places: readonly { id: number; teamId: number; serviceId: number }[];
  all: readonly Own[];
  engineerIds: readonly number[];
  engineersLog: boolean;
};

/** In each quarter a review of each team, and one of each guardian who is involved; time that is logged on them; ratings. */
async function addReviews(db: Db, { places, all, engineerIds, engineersLog }: Parts): Promise<void> {
  const own = all.flatMap((one) => QUARTERS.flatMap((_, at) => (isInvolved(one, at) ? [{ one, at }] : [])));
  const shared = places.flatMap((place) => QUARTERS.map((_, at) => ({ place, at })));
  const row = (at: number, { teamId, serviceId }: Parts["places"][number]) => {
    const [submitted, decided] = [new Date(day(at, 0, "05")), new Date(day(at, 0, "25"))];
    return {
      ...{ title: "Drawn", state: "approved" as const, intake: emptyIntake(), tier: "medium" as const },
      ...{ teamId, serviceId, createdAt: submitted, updatedAt: decided, firstSubmittedAt: submitted },
      ...{ firstDecidedAt: decided, decidedAt: decided },
    };
  };
  const placeOf = ({ organisationId }: Own) => places.find(({ id }) => id === organisationId) ?? places[0];
  const ids = await db
    .insert(reviews)
    .values([
      ...shared.map(({ place, at }) => row(at, place)),
      ...own.flatMap(({ one, at }) => {
        const [place, guardianId] = [placeOf(one), one.personId];
        const reviewerId = engineerIds[one.engineer] ?? 0;
        return place ? [{ ...row(at, place), guardianId, guardianAtSubmitId: guardianId, reviewerId }] : [];
      }),
    ])
    .returning({ id: reviews.id });
  const reviewOf = (one: Own, at: number) => {
    const found = own.findIndex((each) => each.one === one && each.at === at);
    const team = shared.findIndex(({ place, at: other }) => place.id === one.organisationId && other === at);
    return ids[found === -1 ? team : shared.length + found]?.id ?? 0;
  };
  await insertAll(
    all.flatMap((one) => QUARTERS.flatMap((_, at) => (did(one.onReview, at) ? [{ one, at }] : []))),
    ({ one, at }) => time(one.personId, at, reviewOf(one, at)),
    (rows) => db.insert(activities).values(rows),
  );
  await insertAll(
    engineersLog ? own : [],
    ({ one, at }) => time(engineerIds[one.engineer] ?? 0, at, reviewOf(one, at)),
    (rows) => db.insert(activities).values(rows),
  );
  const severity = { severity: "medium" as const, firstSeverity: "medium" as const };
  const kind = { source: "manual" as const, finder: "guardian" as const, phase: "in_review" as const };
  await insertAll(
    own,
    ({ one, at }) => ({
      ...{ reviewId: reviewOf(one, at), title: "Drawn", ...severity, ...kind, blocking: false, state: "open" as const },
      ...{ revision: 1, cycle: 1, raisedById: one.personId },
      ...{ createdAt: new Date(day(at, 0, "12")), updatedAt: new Date(day(at, 0, "12")) },
    }),
    (rows) => db.insert(findings).values(rows),
  );
  await insertAll(
    own.filter(({ one }) => one.rated),
    ({ one, at }) => ({
      ...{ reviewId: reviewOf(one, at), cycle: 1, guardianId: one.personId, byId: engineerIds[one.engineer] ?? 0 },
      ...{ scope: 2, threats: 2, mitigations: 2, validation: 2, createdAt: new Date(day(at, 0, "26")) },
    }),
    (rows) => db.insert(reviewFeedback).values(rows),
  );
}

/** Whether someone had a review of their own in a quarter, in which they took part. */
export function isInvolved(one: Someone, quarter: number): boolean {
  return isGuardian(one, quarter) && did(one.involved, quarter);
}

async function insertAll<Of, Row>(
  all: readonly Of[],
  row: (of: Of) => Row,
  insert: (rows: Row[]) => PromiseLike<unknown>,
): Promise<void> {
  if (all.length > 0) await insert(all.map(row));
}
