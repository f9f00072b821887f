import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { rowsOf } from "./rows-of.ts";

/** Work done by one transaction at a time across all instances. Arbitrary numbers, but the same on every instance. */
export const TURNS = {
  seal: 727_274_002,
  announceWaivers: 727_274_003,
  announceCourses: 727_274_004,
  queueAnchor: 727_274_005,
  keepFacts: 727_274_006,
  eraseLeavers: 727_274_007,
  writePeople: 727_274_008,
} as const;

/** Tries to take the turn; false while another instance has it. The turn ends with the transaction. */
export async function takeTurn(db: Db, turn: keyof typeof TURNS): Promise<boolean> {
  const [turned] = await rowsOf<{ mine: boolean }>(db, sql`select pg_try_advisory_xact_lock(${TURNS[turn]}) as mine`);
  return turned?.mine === true;
}

/** Like `takeTurn`, but waits. Call before taking any row lock, to avoid deadlocks. */
export async function awaitTurn(db: Db, turn: keyof typeof TURNS): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${TURNS[turn]})`);
}
