import { sql } from "drizzle-orm";
import type { Db } from "./client.ts";
import { rowsOf } from "./rows-of.ts";

/** What one transaction at a time does, of all instances. Any numbers will do, as long as every instance takes the same ones. */
export const TURNS = {
  seal: 727_274_002,
  announceWaivers: 727_274_003,
  announceCourses: 727_274_004,
  queueAnchor: 727_274_005,
  keepFacts: 727_274_006,
  eraseLeavers: 727_274_007,
  writePeople: 727_274_008,
} as const;

/** Whether it is this transaction's turn: false while another instance is at it. The turn ends with the transaction. */
export async function takeTurn(db: Db, turn: keyof typeof TURNS): Promise<boolean> {
  const [turned] = await rowsOf<{ mine: boolean }>(db, sql`select pg_try_advisory_xact_lock(${TURNS[turn]}) as mine`);
  return turned?.mine === true;
}

/** As `takeTurn`, after whoever is at it. It comes before every lock of a row, so that nobody waits in a circle. */
export async function awaitTurn(db: Db, turn: keyof typeof TURNS): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(${TURNS[turn]})`);
}
