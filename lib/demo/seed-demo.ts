import type { Db } from "#db/client.ts";
import { program } from "#db/schema/index.ts";
import { Agenda } from "./agenda.ts";
import { DAY, plus, quarterStart } from "./clock.ts";
import { beginLives } from "./lives/begin-lives.ts";
import { inOneTransaction } from "./one-transaction.ts";
import { setUp } from "./set-up.ts";
import { byProduct, type Story } from "./story.ts";

export type SeedOptions = {
  db: Db;
  /** When the story ends. */
  now: Date;
  /** 1 for the whole program; less for fewer reviews and less logged time. */
  scale?: number;
};

const QUARTERS_BEFORE = 4;
const DAYS_OF_PREPARATION = 150;

/** Tells the story of the demo program up to `now`, all of it or nothing. False where there is a program already. */
export async function seedDemo({ db, now, scale = 1 }: SeedOptions): Promise<boolean> {
  const [existing] = await db.select({ id: program.id }).from(program).limit(1);
  if (existing) return false;
  const begins = quarterStart(now, QUARTERS_BEFORE);
  const founded = plus(begins, -DAYS_OF_PREPARATION * DAY + 9.5 * 3_600_000);
  await inOneTransaction(db, async (db) => {
    const story: Story = {
      db,
      founded,
      begins,
      now,
      scale,
      agenda: new Agenda(now),
      ...(await setUp(byProduct(db, founded))),
      guardians: new Map(),
      models: new Map(),
      actors: new Map(),
      declined: false,
    };
    await beginLives(story);
    await story.agenda.run();
  });
  return true;
}
