import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { type Standing, standingOf } from "./rights.ts";
import { type Executes, rowsOf } from "./rows-of.ts";

/** The role in a URL, or the default role if none is named. */
export function roleIn(url: string): string {
  return new pg.Client({ connectionString: url }).user ?? "";
}

/** Both roles from the owner's perspective. */
export type Roles = {
  database: string;
  owner: Standing;
  /**
   * Null if the role does not exist. `holds`: what it owns or can take over through membership; `makes`: where it can
   * create objects.
   */
  application: { superuser: boolean; makesRoles: boolean; holds: string[]; makes: string[] } | null;
};

/** Inspects both roles over the owner's connection. Changes nothing. */
export async function inspectRoles(ownerUrl: string, application: string): Promise<Roles> {
  return connected(ownerUrl, async (db) => {
    const owner = await standingOf(db);
    const [found] = await rowsOf<{ database: string }>(db, sql`select current_database()::text as database`);
    const [role] = await rowsOf<{ superuser: boolean; makesRoles: boolean }>(
      db,
      sql`select rolsuper as superuser, rolcreaterole as "makesRoles" from pg_roles where rolname = ${application}`,
    );
    const database = found?.database ?? "";
    if (!role) return { database, owner, application: null };
    const what = async (query: SQL) => (await rowsOf<{ what: string }>(db, query)).map((row) => row.what);
    const [holds, makes] = [await what(heldBy(application)), await what(madeIn(application))];
    return { database, owner, application: { ...role, holds, makes } };
  });
}

/** Identifies the server and database behind a URL, whatever their names. Changes nothing. */
export async function placeOf(url: string): Promise<string> {
  return connected(url, async (db) => {
    const [found] = await rowsOf<{ place: string }>(
      db,
      sql`select oid::text || ' ' || extract(epoch from pg_postmaster_start_time())::text as place
        from pg_database where datname = current_database()`,
    );
    return found?.place ?? "";
  });
}

async function connected<T>(url: string, work: (db: Executes) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    return await work(drizzle(client));
  } finally {
    await client.end();
  }
}

/** The owner of a schema or database can drop its contents, even when another role created them. */
function heldBy(application: string): SQL {
  const member = (owner: SQL) => sql`pg_has_role(${application}::name, ${owner}, 'MEMBER')`;
  return sql`
    select 'the database' as what from pg_database
    where datname = current_database() and ${member(sql`datdba`)}
    union all
    select 'the schema ' || nspname from pg_namespace
    where nspname in ('public', 'drizzle', 'pgboss') and ${member(sql`nspowner`)}
    union all
    select 'the tables' where ${member(sql`current_user`)} or exists (
      select from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and ${member(sql`relowner`)})`;
}

function madeIn(application: string): SQL {
  return sql`
    select format('database %I', current_database()) as what
    where has_database_privilege(${application}::name, current_database(), 'CREATE')
    union all
    select format('schema %I', nspname) from pg_namespace
    where nspname in ('public', 'drizzle', 'pgboss') and has_schema_privilege(${application}::name, oid, 'CREATE')`;
}
