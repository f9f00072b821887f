import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { isActive } from "#db/conditions/guardians.ts";
import { grantHolds, isHere } from "#db/conditions/people.ts";
import { memberOn } from "#db/conditions/teams.ts";
import { guardianships, memberships, people, roleGrants } from "#db/schema/index.ts";
import { today } from "#lib/context.ts";
import type { PersonActor, Role } from "./actor.ts";

/** A person with everything that decides their access today; null if deactivated or unknown. */
export async function loadActor(db: Db, personId: number, now: Date): Promise<PersonActor | null> {
  const { day } = await today(db, now);
  const [row] = await db
    .select({
      personId: people.id,
      name: people.name,
      email: people.email,
      roles: list<Role>(roles(db, personId, now)),
      guardian: sql<boolean>`exists ${activeGuardianship(db, personId)}`,
      teamIds: list<number>(teamsOn(db, personId, day)),
      organisationIds: list<number>(organisationsLed(personId, now)),
    })
    .from(people)
    .where(and(eq(people.id, personId), isHere()));
  return row ? { kind: "person", ...row, fastPath: false } : null;
}

/** A query's only column as a JSON list, identical in both drivers. */
function list<T>(query: SQL | { getSQL: () => SQL }): SQL<T[]> {
  return sql<T[]>`(select coalesce(json_agg(listed.value order by listed.value), '[]') from ${query} as listed)`;
}

function holds(personId: number, now: Date): SQL | undefined {
  return and(eq(roleGrants.personId, personId), grantHolds(now));
}

function roles(db: Db, personId: number, now: Date) {
  const value = sql<Role>`${roleGrants.role}`.as("value");
  return db.selectDistinct({ value }).from(roleGrants).where(holds(personId, now));
}

function activeGuardianship(db: Db, personId: number) {
  const active = and(eq(guardianships.personId, personId), isActive());
  return db.select({ id: guardianships.id }).from(guardianships).where(active);
}

function teamsOn(db: Db, personId: number, day: string) {
  const value = sql<number>`${memberships.teamId}`.as("value");
  return db
    .selectDistinct({ value })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), memberOn(day)));
}

/** Every node in a leader's grants, and all nodes below. */
function organisationsLed(personId: number, now: Date): SQL {
  return sql`(
    with recursive led (value) as (
      select ${roleGrants.organisationId} from ${roleGrants}
      where ${holds(personId, now)} and ${roleGrants.role} = 'leader' and ${roleGrants.organisationId} is not null
      union
      select below.id from organisations as below join led on below.parent_id = led.value
    )
    select value from led
  )`;
}
