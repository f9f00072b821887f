import { type SQL, sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { type TableRights, tableRights } from "./rights.ts";
import { rowsOf } from "./rows-of.ts";

/** The job queue's writes to its tables: it uses the queues as the owner created them. */
const QUEUE_RIGHTS = {
  job: sql`insert, update, delete`,
  archive: sql`insert, delete`,
  version: sql`update`,
} as const;

/**
 * Grants a role what the application needs and revokes the rest in one transaction, so a running application notices
 * nothing. Returns the resulting rights for each table.
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
    // Tables an owner creates elsewhere become accessible immediately.
    await tx.execute(
      sql`alter default privileges in schema public grant select, insert, update, delete on tables to ${application}`,
    );
    // Exports read the sequence values, and imports set them.
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
