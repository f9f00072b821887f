import type { Db } from "#db/client.ts";
import { program } from "#db/schema/index.ts";
import { Agenda } from "./agenda.ts";
import { DAY, plus, quarterStart } from "./clock.ts";
import { beginStory } from "./lives/begin-story.ts";
import { setUp } from "./set-up.ts";
import { byProduct, type Story } from "./story-so-far.ts";

type SeedOptions = {
  db: Db;
  now: Date;
  /** 1 for the whole program; less for fewer reviews and less logged time. */
  scale?: number;
};

const QUARTERS_BEFORE = 4;
const DAYS_OF_PREPARATION = 150;

/** Tells the story of the demo program up to `now` in one transaction. Returns false if a program already exists. */
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
    await beginStory(story);
    await story.agenda.run();
  });
  return true;
}

/** Runs `work` in one transaction, so that an interrupted seed leaves nothing behind. */
function inOneTransaction<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  return db.transaction((tx) => work(withoutSavepoints(tx)));
}

/**
 * Merges the verbs' own transactions into the outer one. Any failure ends the whole seed, so no savepoint is needed.
 */
function withoutSavepoints(tx: Db): Db {
  const flat: Db = Object.create(tx, {
    transaction: { value: (work: (db: Db) => Promise<unknown>) => work(flat) },
  });
  return flat;
}
