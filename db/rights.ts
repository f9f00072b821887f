import { getTableName, type SQL, sql } from "drizzle-orm";
import { isMigrated, refuseNewer } from "./migrate.ts";
import { type Executes, rowsOf } from "./rows-of.ts";
import { KEPT_TABLES } from "./schema/index.ts";

/** The connected role, the role that created the tables, and whether the first may act as the second. */
export type Standing = { user: string; madeBy: string | null; owns: boolean; mayMake: boolean };

/** Reads the catalog, which every role can read, instead of naming tables: the schemas are not open to every role. */
const MADE_BY = sql`(
  select c.relowner from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'drizzle' and c.relname = '__drizzle_migrations')`;

export async function standingOf(db: Executes): Promise<Standing> {
  const [standing] = await rowsOf<Standing>(
    db,
    sql`select current_user::text as "user", pg_get_userbyid(${MADE_BY})::text as "madeBy",
      coalesce(pg_has_role(${MADE_BY}, 'USAGE'), false) as owns,
      has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as "mayMake"`,
  );
  if (!standing) throw new Error("PostgreSQL did not report the connected role");
  return standing;
}

/** A table of the product. `enough`: the application's rights suffice; `kept`: append-only, rows are never changed. */
export type TableRights = { name: string; kept: boolean; enough: boolean; tooMuch: boolean };

/** A role's rights on each table of the product, from any source. */
export function tableRights(db: Executes, role: SQL = sql`current_user`): Promise<TableRights[]> {
  return rowsOf(
    db,
    sql`select t.name, t.kept,
      has_table_privilege(${role}, t.oid, 'SELECT') and has_table_privilege(${role}, t.oid, 'INSERT') and (t.kept or
        has_table_privilege(${role}, t.oid, 'UPDATE') and has_table_privilege(${role}, t.oid, 'DELETE')) as enough,
      has_table_privilege(${role}, t.oid, 'TRUNCATE, REFERENCES, TRIGGER') or (t.kept and
        (has_table_privilege(${role}, t.oid, 'DELETE') or has_any_column_privilege(${role}, t.oid, 'UPDATE'))) as "tooMuch"
    from (
      select c.oid, c.relname::text as name, c.relname in ${KEPT_TABLES.map(getTableName)} as kept
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relowner = ${MADE_BY}) t
    order by t.name`,
  );
}

/** Whether the role may read the list of applied migrations. */
async function mayReadMigrations(db: Executes): Promise<boolean> {
  const [found] = await rowsOf<{ may: boolean }>(
    db,
    sql`select has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT') as may
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'drizzle' and c.relname = '__drizzle_migrations'`,
  );
  return found?.may ?? false;
}

const INIT = "Run “guardians db init” with DATABASE_OWNER_URL, then start again.";

/** Refuses a role that cannot fix the tables because it does not own them: the owner must act. */
export async function refuseUnready(db: Executes): Promise<void> {
  const { user, madeBy } = await standingOf(db);
  if (madeBy === null) {
    throw new Error(`The database has no tables yet, and the role “${user}” cannot create them. ${INIT}`);
  }
  if (!(await mayReadMigrations(db))) {
    throw new Error(`The tables belong to “${madeBy}”, and the role “${user}” has no rights on them. ${INIT}`);
  }
  await refuseNewer(db);
  if (!(await isMigrated(db))) {
    throw new Error(`The tables are older than this version, and the role “${user}” cannot change them. ${INIT}`);
  }
  const wrong = (await tableRights(db)).filter(({ enough, tooMuch }) => !enough || tooMuch);
  if (wrong.length === 0) return;
  const names = wrong.map(({ name }) => name).join(", ");
  throw new Error(`The role “${user}” has the wrong rights on ${names}. ${INIT}`);
}
