import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { TURNS } from "#db/take-turn.ts";
import type { Context } from "#lib/context.ts";
import type { Holder } from "./rules.ts";

const LOOK_MS = 100;
const LOOKS = 20;

type Held = Holder & { key: string; kind: "turn" | "writer" };

/** The other transactions that were writing events when this was called and have not ended within two seconds. */
export async function lastingWriters(ctx: Context): Promise<Holder[]> {
  return lasting(async () => (await holdersOf(ctx)).filter(({ kind }) => kind === "writer"));
}

/** As `lastingWriters`, and who holds the turn to seal. */
export async function lastingHolders(ctx: Context): Promise<Holder[]> {
  return lasting(() => holdersOf(ctx));
}

async function lasting(look: () => Promise<Held[]>): Promise<Holder[]> {
  let there = await look();
  for (let looks = 1; there.length > 0 && looks <= LOOKS; looks += 1) {
    await sleep(LOOK_MS);
    const still = new Set((await look()).map(({ key }) => key));
    there = there.filter(({ key }) => still.has(key));
  }
  const byPid = new Map(there.map(({ pid, role }) => [pid, { pid, role }]));
  return [...byPid.values()].sort((a, b) => (a.pid ?? 0) - (b.pid ?? 0));
}

/**
 * Who may hold an id of an event, as an insert locks the table before it takes one; and who has the turn, which a session
 * may hold beyond its transactions.
 */
function holdersOf(ctx: Context): Promise<Held[]> {
  return rowsOf<Held>(
    ctx.db,
    sql`
    select distinct held.pid, usename as role, kind, concat_ws(' ', kind, case kind when 'turn' then held.pid::text else held.writer end) as key
    from (
      select pid, virtualtransaction as writer, case locktype when 'advisory' then 'turn' else 'writer' end as kind
      from pg_locks
      where granted and database = (select oid from pg_database where datname = current_database())
        and pid is distinct from pg_backend_pid()
        and (locktype = 'relation' and relation = 'events'::regclass and mode = 'RowExclusiveLock'
          or locktype = 'advisory' and classid = 0 and objid = ${TURNS.seal} and objsubid = 1)
    ) held
    left join pg_stat_activity active on active.pid = held.pid`,
  );
}
