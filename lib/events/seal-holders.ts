import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { TURNS } from "#db/take-turn.ts";
import type { Context } from "#lib/context.ts";
import type { Holder } from "./rules.ts";

const LOOK_MS = 100;
const LOOKS = 20;

type Held = Pick<Holder, "pid"> & { key: string; kind: "turn" | "writer" };

/** Whether another transaction that was writing events at the time of the call is still open after two seconds. */
export async function hasLastingWriter(ctx: Context): Promise<boolean> {
  return (await lasting(async () => (await holdersOf(ctx)).filter(({ kind }) => kind === "writer"))).length > 0;
}

/**
 * Those writers and the holder of the sealing turn, if they last as long. A session that waits for others is replaced
 * by those others.
 */
export async function lastingHolders(ctx: Context): Promise<Holder[]> {
  const held = await lasting(() => holdersOf(ctx));
  return held.length === 0 ? [] : awaitedBy(ctx, held);
}

/**
 * Sessions whose lock prevents reading the record. If one only waits for its lock, readers queue behind it, so the
 * sessions it waits for are listed.
 */
export async function lockHolders(ctx: Context): Promise<Holder[]> {
  const locking = await rowsOf<Pick<Holder, "pid">>(
    ctx.db,
    sql`
    select distinct pid
    from pg_locks
    where locktype = 'relation' and mode = 'AccessExclusiveLock' and pid is distinct from pg_backend_pid()
      and database = (select oid from pg_database where datname = current_database())
      and relation in ('events'::regclass, 'event_seals'::regclass, 'anchors'::regclass)`,
  );
  return locking.length === 0 ? [] : awaitedBy(ctx, locking);
}

async function lasting(look: () => Promise<Held[]>): Promise<Held[]> {
  let there = await look();
  for (let looks = 1; there.length > 0 && looks <= LOOKS; looks += 1) {
    await sleep(LOOK_MS);
    const still = new Set((await look()).map(({ key }) => key));
    there = there.filter(({ key }) => still.has(key));
  }
  return there;
}

/** The sessions that wait for nobody and block the others. PostgreSQL reports a prepared transaction as pid 0 here. */
function awaitedBy(ctx: Context, held: readonly Pick<Holder, "pid">[]): Promise<Holder[]> {
  const pids = held.map(({ pid }) => pid ?? 0);
  return rowsOf<Holder>(
    ctx.db,
    sql`
    with recursive awaited (pid) as (
      select unnest(${`{${pids.join(",")}}`}::int[])
      union
      select unnest(pg_blocking_pids(pid)) from awaited where pid <> 0
    )
    select nullif(awaited.pid, 0) as pid, usename as role
    from awaited left join pg_stat_activity active on active.pid = awaited.pid
    where awaited.pid = 0 or cardinality(pg_blocking_pids(awaited.pid)) = 0
    order by awaited.pid`,
  );
}

/**
 * Sessions that may hold an event id, because an insert locks the table first; and the holder of the sealing turn,
 * which may outlast transactions.
 */
function holdersOf(ctx: Context): Promise<Held[]> {
  return rowsOf<Held>(
    ctx.db,
    sql`
    select distinct pid, kind, concat_ws(' ', kind, case kind when 'turn' then pid::text else writer end) as key
    from (
      select pid, virtualtransaction as writer, case locktype when 'advisory' then 'turn' else 'writer' end as kind
      from pg_locks
      where granted and database = (select oid from pg_database where datname = current_database())
        and pid is distinct from pg_backend_pid()
        and (locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
          or locktype = 'advisory' and classid = 0 and objid = ${TURNS.seal} and objsubid = 1)
    ) held`,
  );
}
