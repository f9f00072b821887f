import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { type TableRights, tableRights } from "./rights.ts";
import { rowsOf } from "./rows-of.ts";

/** What the job queue does in its tables beside reading them: it keeps its queues as the owner made them. */
const QUEUE_RIGHTS = {
  job: sql`insert, update, delete`,
  archive: sql`insert, delete`,
  version: sql`update`,
} as const;

/**
 * Gives a role what the application needs and takes the rest from it: at once, so that an application that runs misses
 * nothing. Answers what it may do now with each table.
 */
export async function grantApplication(db: Db, role: string): Promise<TableRights[]> {
  const application = sql.identifier(role);
  return db.transaction(async (tx) => {
    const tables = await tableRights(tx);
    const kept = tables.filter((table) => table.kept);
    const others = tables.filter((table) => !table.kept);
    if (await ownsPublic(tx)) {
      await tx.execute(sql`revoke create on schema public from public, ${application}`);
      await tx.execute(sql`grant usage on schema public to ${application}`);
    }
    await tx.execute(sql`revoke all on table ${listOf(tables)} from public, ${application}`);
    await tx.execute(sql`grant select, insert on table ${listOf(kept)} to ${application}`);
    await tx.execute(sql`grant select, insert, update, delete on table ${listOf(others)} to ${application}`);
    // A table that an owner makes elsewhere than here is within reach at once.
    await tx.execute(
      sql`alter default privileges in schema public grant select, insert, update, delete on tables to ${application}`,
    );
    // Where numbering stands is read into an export, and set by an import.
    await tx.execute(sql`grant select, update on all sequences in schema public to ${application}`);
    await tx.execute(
      sql`alter default privileges in schema public grant select, update on sequences to ${application}`,
    );
    await tx.execute(sql`grant usage on schema drizzle to ${application}`);
    await tx.execute(sql`grant select on table drizzle.__drizzle_migrations to ${application}`);
    await tx.execute(sql`grant usage on schema pgboss to ${application}`);
    await tx.execute(sql`revoke all on all tables in schema pgboss from public, ${application}`);
    await tx.execute(sql`grant select on all tables in schema pgboss to ${application}`);
    for (const [table, rights] of Object.entries(QUEUE_RIGHTS)) {
      await tx.execute(sql`grant ${rights} on table pgboss.${sql.identifier(table)} to ${application}`);
    }
    return tableRights(tx, sql`${role}::name`);
  });
}

function listOf(tables: TableRights[]): SQL {
  return sql.join(
    tables.map(({ name }) => sql`public.${sql.identifier(name)}`),
    sql`, `,
  );
}

async function ownsPublic(db: Pick<Db, "execute">): Promise<boolean> {
  const [found] = await rowsOf<{ owns: boolean }>(
    db,
    sql`select pg_has_role(nspowner, 'USAGE') as owns from pg_namespace where nspname = 'public'`,
  );
  return found?.owns ?? false;
}
