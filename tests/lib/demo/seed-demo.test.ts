import { createHash } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Db } from "#db/client.ts";
import { organisations } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import { COMPANY } from "#lib/demo/content/organisation.ts";
import { seedDemo } from "#lib/demo/seed-demo.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { listNewsletters, newsletterPage } from "#lib/newsletters/queries.ts";
import { goals } from "#lib/program/queries.ts";
import { goalMet } from "#lib/program/rules/goal.ts";
import { listProgramReviews, programReview } from "#lib/program-reviews/queries.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import { context } from "#tests/support/actors.ts";
import { openTestDatabase, useDatabase, useFilledDatabase } from "#tests/support/database.ts";
import { seedProgram } from "#tests/support/people.ts";

const NOW = new Date("2026-11-25T15:30:00Z");
const SCALE = 0.22;
/** Of a program that is told again and again. */
const LITTLE = 0.055;

async function rows<T>(db: Db, query: SQL): Promise<T[]> {
  const { rows } = (await db.execute(query)) as unknown as { rows: T[] };
  return rows;
}

/** A small program in a database of its own; `look` reads it before it is closed. */
async function told<T>(now: Date, look: (db: Db) => Promise<T>): Promise<T> {
  const opened = await openTestDatabase();
  try {
    expect(await seedDemo({ db: opened.db, now, scale: LITTLE })).toBe(true);
    return await look(opened.db);
  } finally {
    await opened.close();
  }
}

async function digest(db: Db): Promise<string> {
  const told = await rows(
    db,
    sql`select id, at, type, actor_id, subject_kind, subject_id, data::text as data from events order by id`,
  );
  const open = await rows(db, sql`select id, title, state, tier, sequence, requester_id from reviews order by id`);
  return createHash("sha256")
    .update(JSON.stringify([told, open]))
    .digest("hex");
}

/** One event for each change of state, and one for each other write that moves the sequence number on. */
const MOVES = [
  "review.drafted",
  "review.submitted",
  "review.claimed",
  "review.changes-requested",
  "review.resubmitted",
  "review.held",
  "review.resumed",
  "review.approved",
  "review.approved-with-conditions",
  "review.rejected",
  "review.reopened",
  "review.closed",
  "review.cancelled",
];
const OTHER_WRITES = [
  "review.artefact-attached",
  "review.threat-model-attached",
  "review.condition-kept",
  "review.condition-verified",
  "review.endorsed",
  "review.no-policies-confirmed",
  "review.gate-waived",
  "review.launched",
  "finding.raised",
  "finding.answered",
  "finding.settled",
  "finding.risk-recommended",
];

type Kept = { id: number; state: string; sequence: number; states: string[]; events: string[] };

const KEPT = sql`select r.id, r.state, r.sequence,
  (select json_agg(s.state order by s.id) from review_states s where s.review_id = r.id) as states,
  (select json_agg(e.type order by e.id) from events e
    where e.subject_kind = 'review' and e.subject_id = r.id) as events
  from reviews r order by r.id`;

/** What is done to a database in here has not been done to it afterwards. */
async function undone(db: Db, work: (db: Db) => Promise<void>): Promise<void> {
  const end = new Error("Undone");
  await expect(
    db.transaction(async (tx) => {
      await work(tx);
      throw end;
    }),
  ).rejects.toBe(end);
}

describe("the demo program", { timeout: 600_000 }, () => {
  const seeded = useFilledDatabase((db) => seedDemo({ db, now: NOW, scale: SCALE }));
  const db = () => seeded().db;

  it("has a review in every state, each with an event for all that was done to it", async () => {
    const reviews = await rows<Kept>(db(), KEPT);
    expect([...new Set(reviews.map(({ state }) => state))].toSorted()).toEqual([...REVIEW_STATES].toSorted());
    for (const { id, state, sequence, states, events } of reviews) {
      const of = (types: string[]) => events.filter((type) => types.includes(type));
      expect({ id, writes: of([...MOVES, ...OTHER_WRITES]).length }).toEqual({ id, writes: sequence });
      expect({ id, state: states.at(-1) }).toEqual({ id, state });
      // The last condition that is verified moves the review too, without an event of its own.
      const moves = of(MOVES).length;
      expect([moves, moves + 1]).toContain(states.length);
    }
  });

  it("happens in order up to the last day, and says that it is a demo", async () => {
    const events = await rows<{ at: string | Date }>(db(), sql`select at from events order by id`);
    const times = events.map(({ at }) => new Date(at).getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(NOW.getTime());
    expect(times.at(-1)).toBeGreaterThan(NOW.getTime() - 86_400_000);
    expect(await rows(db(), sql`select id from people where not demo or email not like '%@example.com'`)).toEqual([]);
    expect(await rows(db(), sql`select name from program`)).toEqual([{ name: "Security Guardians (demo)" }]);
    expect(await rows(db(), sql`select id from check_runs where state <> 'finished'`)).toEqual([]);
  });

  it("gives every account something to do, and lets the engineer approve what is ready", async () => {
    for (const account of ["guardian", "engineer", "engineer2", "leader", "manager", "builder"]) {
      const { needs } = await needsOf(await signedIn(db(), account));
      expect({ account, needs: needs.length > 0 }).toEqual({ account, needs: true });
    }
    const { needs } = await needsOf(await signedIn(db(), "leader"));
    expect(needs.filter(({ verb }) => verb === "Decide on the risk of")).toHaveLength(1);
    await undone(db(), async (db) => {
      const engineer = await signedIn(db, "engineer");
      const ready = (await needsOf(engineer)).needs.filter(({ verb }) => verb.startsWith("Decide"));
      expect(ready).toHaveLength(1);
      const reviewId = Number(/REV-(\d+)/.exec(ready[0]?.thing ?? "")?.[1]);
      const [row] = await rows<{ sequence: number }>(db, sql`select sequence from reviews where id = ${reviewId}`);
      const receipt = await approveReview(engineer, reviewId, { sequence: row?.sequence ?? 0 });
      expect(receipt.state).toBe("approved");
    });
  });

  it("has the risk of what is found for the guardian and the builder accepted by someone who signs in", async () => {
    const managers = await rows<{ email: string }>(
      db(),
      sql`select distinct manager.email from people join people as manager on manager.id = people.manager_id
        where people.email in ('guardian@example.com', 'builder@example.com')`,
    );
    expect(managers).toEqual([{ email: "leader@example.com" }]);
  });

  it("asks for what the checks and the models say blocks, where it waits for an answer and where it was answered", async () => {
    const asks = await rows<{ open: number; answered: number }>(
      db(),
      sql`select count(*) filter (where answered_at is null)::int as open, count(answered_at)::int as answered from review_asks`,
    );
    expect(asks[0]?.open).toBeGreaterThan(0);
    expect(asks[0]?.answered).toBeGreaterThan(0);
  });

  it("has met about the last quarter: one follow-up is done, and the guardian has the other one", async () => {
    const manager = await signedIn(db(), "manager");
    const [review] = await listProgramReviews(manager);
    expect(review).toMatchObject({ quarter: "2026-Q3", state: "closed", decisions: 4, followUps: 2, openFollowUps: 1 });
    const { attendance, goalChanges, decided } = await programReview(manager, "2026-Q3");
    expect(attendance.filter(({ guardian }) => guardian).length).toBeGreaterThan(0);
    expect(goalChanges).toContainEqual(expect.objectContaining({ change: "edited", fields: ["target"] }));
    expect(decided.map(({ state }) => state)).toEqual([null, null, "done", "open"]);
    const { needs } = await needsOf(await signedIn(db(), "guardian"));
    expect(needs).toContainEqual(expect.objectContaining({ kind: "follow_up", overdue: false }));
  });

  it("has goals that begin where their metrics stood, short of what they aim at", async () => {
    const manager = await signedIn(db(), "manager");
    const set = await goals(manager);
    // With so few reviews as here no number of findings is left to aim below.
    expect(set.map(({ metric }) => metric).toSorted()).toEqual(["M1", "M10", "M9"]);
    const values = await goalValues(manager, set);
    for (const { id, metric, baseline, direction, target } of set) {
      const [, firstQuarter] = values[id]?.trend ?? [];
      if (metric === "M9") expect(baseline).toBe(firstQuarter);
      expect({ metric, met: goalMet(direction, baseline, target) }).toEqual({ metric, met: false });
    }
  });

  it("has a letter about the last quarter that its leader finds written", async () => {
    const leader = await signedIn(db(), "leader");
    const [letter, ...others] = await listNewsletters(leader);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ quarter: "2026-Q3", leader: "Lea Leader", draftedBy: { name: "Milo Manager" } });
    const { changed, atRisk, ask, snapshot } = await newsletterPage(leader, letter?.id ?? 0);
    for (const sentence of [changed, atRisk, ask]) expect(sentence).toMatch(/^\(Demo\) /);
    expect(snapshot.goals.length).toBeGreaterThan(0);
  });

  /** What is told, and that the quarter before it has been met and written about. */
  const toldOf = (now: string, quarter: string) =>
    told(new Date(now), async (db) => {
      expect(await rows(db, sql`select quarter from newsletters`)).toEqual([{ quarter }]);
      expect(await rows(db, sql`select quarter, closed_at is not null as closed from program_reviews`)).toEqual([
        { quarter, closed: true },
      ]);
      return digest(db);
    });

  it("has a closed program review and a letter in the weeks after New Year too", async () => {
    await toldOf("2027-01-20T15:30:00Z", "2026-Q4");
  });

  it("tells the same story for the same moment, on the third day of a quarter too", async () => {
    const first = await toldOf("2026-10-03T15:30:00Z", "2026-Q2");
    expect(await toldOf("2026-10-03T15:30:00Z", "2026-Q2")).toBe(first);
  });
});

describe("a program that exists", () => {
  const db = useDatabase();

  it("stays as it is", async () => {
    await seedProgram(db());
    expect(await seedDemo({ db: db(), now: NOW, scale: SCALE })).toBe(false);
    expect(await rows(db(), sql`select id from people`)).toEqual([]);
  });

  it("is left without anything of the demo where that fails", async () => {
    const company = { name: COMPANY, createdAt: NOW };
    await db().insert(organisations).values(company);
    await expect(seedDemo({ db: db(), now: NOW, scale: SCALE })).rejects.toThrow("already");
    expect(await rows(db(), sql`select id from program`)).toEqual([]);
    expect(await rows(db(), sql`select id from events`)).toEqual([]);
  });
});

async function signedIn(db: Db, account: string): Promise<Context & { actor: PersonActor }> {
  const [person] = await rows<{ id: number }>(db, sql`select id from people where email = ${`${account}@example.com`}`);
  const actor = await loadActor(db, person?.id ?? 0, NOW);
  if (!actor) throw new Error(`${account} cannot sign in`);
  return context(db, actor, { now: NOW });
}
