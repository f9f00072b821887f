import { parse } from "csv-parse/sync";
import { and, asc, isNotNull } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reviews } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { record } from "#lib/events/record.ts";
import { chartFile } from "#lib/metrics/chart-file.ts";
import type { MetricsAddress } from "#lib/metrics/input.ts";
import type { Metrics } from "#lib/metrics/output.ts";
import { recentMetrics } from "#lib/metrics/recent-metrics.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { partName } from "#lib/metrics/rules/figure.ts";
import { MIN_PEOPLE } from "#lib/metrics/rules/suppression.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { courseList, coursePage } from "#lib/training/queries.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import {
  type Drawn,
  did,
  drawnProgram,
  isGuardian,
  isInvolved,
  type Own,
  RUNNING,
  SHOWING_PROGRAM,
  type Written,
  writeProgram,
} from "#tests/support/drawn-program.ts";

const IDS = ["M12", "M13", "M16", "M17", "M18"] as const;
type Id = (typeof IDS)[number];

const logged = (one: Own, quarter: number) => did(one.logged | one.onReview, quarter);
const stayed = (one: Own, quarter: number) => one.guardian && (one.left === null || one.left > quarter);

/** What is told of people in a quarter, by name, and whether it rests on someone. */
const RESTS_ON = {
  "M12 guardians": isGuardian,
  "M12 guardians who log": (one, at) => isGuardian(one, at) && logged(one, at),
  "M12 builders": (one, at) => !isGuardian(one, at) && logged(one, at),
  M13: (one, at) => did(one.onReview, at),
  "M13 who could log": (one, at) => isInvolved(one, at) || did(one.onReview, at),
  "M13 guardians": (one, at) => isInvolved(one, at) && did(one.onReview, at),
  "M13 guardians who could log": isInvolved,
  "M13 others": (one, at) => !isInvolved(one, at) && did(one.onReview, at),
  M14: stayed,
  "M16 reasons": (one, at) => one.guardian && one.left === at,
  M17: stayed,
  M18: isInvolved,
  idle: isInvolved,
} as const satisfies Record<string, (one: Own, quarter: number) => boolean>;
/** The same of the engineers of reviews of guardians. */
const OF_ENGINEERS = ["M13 reviewers", "M13 reviewers who could log", "M18 engineers"] as const;
type Told = keyof typeof RESTS_ON | (typeof OF_ENGINEERS)[number];

type Shown = { state: string; value: unknown; n: unknown; parts: readonly string[] };

/** Too few people, or a day that the next one would be subtracted from. */
const HIDDEN = ["suppressed", "past_day"];

/** What a number tells, with its parts; a hidden one nothing at all. */
function toldBy(id: Id, { state, value, n, parts }: Shown): Told[] {
  if (HIDDEN.includes(state)) {
    expect([value, n, parts]).toEqual([null, null, []]);
    return [];
  }
  const by = (part: string, ...told: Told[]): Told[] => (parts.includes(part) ? told : []);
  switch (id) {
    case "M12":
      return ["M12 guardians", "M12 guardians who log", ...by("Mean per builder", "M12 builders")];
    case "M13":
      return [
        "M13",
        "M13 who could log",
        ...by("Guardian, median", "M13 guardians", "M13 guardians who could log"),
        ...by("Reviewer, median", "M13 reviewers", "M13 reviewers who could log"),
        ...by("Others, median", "M13 others"),
      ];
    case "M16":
      return parts.some((part) => part.startsWith("Left: ")) ? ["M16 reasons"] : [];
    case "M17":
      return ["M17"];
    case "M18":
      return ["M18", "M18 engineers"];
  }
}

type Line = Record<string, string>;
const linesOf = (metrics: Metrics, chart: string) => parse(chartFile(metrics, chart), { columns: true }) as Line[];

/** What an answer and the files of its charts tell of each of its quarters. */
function toldIn(metrics: Metrics): Told[][] {
  const none = (cell: string | undefined) => (cell ? cell : null);
  const files = new Map([...IDS, "training", "trend"].map((chart) => [chart, linesOf(metrics, chart)]));
  return metrics.trend.map(({ quarter: { key }, training }, at) => {
    const last = at === metrics.trend.length - 1;
    const byFigure = IDS.flatMap((id) => {
      const figure = metrics.figures.find((each) => each.id === id)?.quarters[at];
      const lines = files.get(id)?.filter(({ quarter }) => quarter === key) ?? [];
      const [head] = lines;
      if (!figure || !head) throw new Error("Every number has every quarter");
      const file = { state: head.state ?? "", value: none(head.value), n: none(head.n) };
      return [
        ...toldBy(id, { ...figure, parts: figure.parts.map(partName) }),
        ...toldBy(id, { ...file, parts: lines.slice(1).map(({ part = "" }) => part) }),
      ];
    });
    const cells = ["training", "trend"].flatMap((chart) => {
      const line = files.get(chart)?.find(({ quarter }) => quarter === key);
      return [
        line?.people,
        line?.complete,
        line?.share_complete,
        line?.share_with_an_optional_course,
        line?.share_trained,
      ];
    });
    const trained = [training, ...(last ? [metrics.training] : [])].some(({ state }) => !HIDDEN.includes(state));
    const byTraining: Told[] = trained || cells.some(Boolean) ? ["M14"] : [];
    return [...byFigure, ...byTraining, ...(last && metrics.involvement.idle ? (["idle"] as const) : [])];
  });
}

describe("values about people", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  let runs = 0;
  let shown = 0;

  it("reveal nobody in a group below five to any reader, by metrics, the files of the charts, courses and reviews", async () => {
    await fc.assert(
      fc.asyncProperty(drawnProgram, async (drawn) => {
        await database().reset();
        const written = await writeProgram(db(), drawn);
        runs += 1;
        // Answers are kept for a minute, and for as long as no event comes.
        const now = new Date(NOW.getTime() + runs * 120_000);
        for (const personId of readersOf(written)) {
          const actor = await loadActor(db(), personId, now);
          if (!actor) throw new Error("Every reader is here");
          const ctx = context(db(), actor, { now });
          if (personId === written.managerId) {
            const subject = { kind: "person", id: personId } as const;
            await record(ctx, { type: "person.added", subject, data: { personId } });
          }
          await lookAround(ctx, written, drawn);
          await lookAtCourses(ctx, written);
          await lookAtReviews(ctx);
          // From one day and the next the act of a single person could be read.
          if (personId !== written.managerId) continue;
          for (const asOf of ["2026-10-01", "2026-11-10"]) {
            expect(toldIn(await recentMetrics(ctx, { asOf })).flat()).toEqual([]);
            expect((await metricRows(ctx, "M14", { asOf })).people).toBe(null);
          }
        }
      }),
      { numRuns: 7, examples: [[SHOWING_PROGRAM]], endOnFailure: true },
    );
    expect(shown).toBeGreaterThan(0);
  });

  /** Everything one reader may ask for, and that nothing of it, nor what is left between, rests on too few. */
  async function lookAround(ctx: Context, written: Written, drawn: Drawn): Promise<void> {
    const seen = new Map<string, number[][]>();
    const scopes = scopesOf(ctx, written);
    for (const [index, { address, within }] of scopes.entries()) {
      const metrics = await recentMetrics(ctx, address);
      if (index === runs % scopes.length) await lookBehind(ctx, metrics, { address, within, written });
      for (const [at, told] of toldIn(metrics).entries()) {
        if (address.team !== undefined || within.length === 0) expect(told).toEqual([]);
        for (const name of new Set(told)) {
          const key = `${at} ${name}`;
          seen.set(key, [...(seen.get(key) ?? []), within]);
        }
      }
    }
    for (const [key, shownOf] of seen) {
      const at = Number(key.slice(0, 1));
      const behind = restsOn(written, drawn, key.slice(2) as Told, at);
      for (const left of leftOver(shownOf)) {
        const people = new Set(left.flatMap((organisationId) => [...behind(organisationId)]));
        if (people.size > 0) shown += 1;
        expect(people.size === 0 || people.size >= MIN_PEOPLE, `${key} of ${left}: ${people.size}`).toBe(true);
      }
    }
  }

  /** How many hold a course is what M14 tells; who may read of each person what they hold may add them up. */
  async function lookAtCourses(ctx: Context, { people, managerId, engineerIds }: Written): Promise<void> {
    const members = people.filter((one) => one.guardian && one.left === null);
    const holders = members.filter(({ trained }) => trained).length;
    const reads = ctx.actor.kind === "person" && [managerId, ...engineerIds].includes(ctx.actor.personId);
    const isEnough = members.length === 0 || members.length >= MIN_PEOPLE;
    const told = { holders: reads || isEnough ? holders : null, guardians: members.length };
    for (const course of await courseList(ctx)) {
      expect(course).toMatchObject(told);
      expect(await coursePage(ctx, course.id)).toMatchObject(told);
    }
  }

  /** Which reviews wait for a rating would be M18 one by one: that is said to whoever owes it. */
  async function lookAtReviews(ctx: Context): Promise<void> {
    const { id, reviewerId } = reviews;
    const involving = await db()
      .select({ id, reviewerId })
      .from(reviews)
      .where(and(isNotNull(reviewerId), visibleReviews(ctx)))
      .orderBy(asc(id))
      .limit(1);
    for (const review of involving) {
      const { feedbackOwed } = await reviewDetail(ctx, review.id);
      expect(feedbackOwed && review.reviewerId !== personOf(ctx.actor)?.personId).toBe(false);
    }
  }

  /** What the rows behind the numbers say is what the numbers say, and names nobody of fewer than five. */
  async function lookBehind(
    ctx: Context,
    metrics: Metrics,
    { address, within, written }: Scope & { written: Written },
  ) {
    for (const id of IDS) {
      const { figure } = await metricRows(ctx, id, address);
      expect(figure).toEqual(metrics.figures.find((each) => each.id === id));
    }
    const counted = written.people.filter((one) => within.includes(one.organisationId) && stayed(one, RUNNING));
    const { people } = await metricRows(ctx, "M14", address);
    expect(people === null || counted.length >= MIN_PEOPLE).toBe(true);
  }
});

function readersOf({ managerId, organisations, people, engineerIds }: Written): number[] {
  const leaders = organisations.map(({ leaderId }) => leaderId);
  return [managerId, ...leaders, ...engineerIds.slice(0, 1), ...people.slice(0, 1).map(({ personId }) => personId)];
}

type Scope = { address: MetricsAddress; within: number[] };

/** What a reader may ask for, and the organisations that lie within it. */
function scopesOf({ actor }: Context, { organisations, managerId, engineerIds }: Written) {
  if (actor.kind !== "person") return [];
  const reads = actor.personId === managerId || engineerIds.includes(actor.personId);
  const below = (id: number): number[] => [
    id,
    ...organisations.filter(({ parentId }) => parentId === id).flatMap((each) => below(each.id)),
  ];
  const own = organisations.filter(({ id }) => reads || actor.organisationIds.includes(id));
  const teams = organisations.filter(
    ({ teamId, id }) => actor.teamIds.includes(teamId) || own.some((one) => one.id === id),
  );
  const all: Scope[] = [
    { address: {}, within: own.map(({ id }) => id) },
    ...own.map(({ id }) => ({ address: { organisation: String(id) }, within: below(id) })),
    ...teams.slice(0, 1).map(({ teamId, id }) => ({ address: { team: String(teamId) }, within: [id] })),
  ];
  return all;
}

/** The people of an organisation itself that something told rests on. */
function restsOn({ people, engineerIds }: Written, { engineersLog }: Drawn, told: Told, at: number) {
  const engineers = (own: readonly Own[]) =>
    own.filter((one) => isInvolved(one, at)).flatMap(({ engineer }) => engineerIds[engineer] ?? []);
  return (organisationId: number): number[] => {
    const own = people.filter((one) => one.organisationId === organisationId);
    if (told === "M18 engineers" || told === "M13 reviewers who could log") return engineers(own);
    if (told === "M13 reviewers") return engineersLog ? engineers(own) : [];
    const ids = own.filter((one) => RESTS_ON[told](one, at)).map(({ personId }) => personId);
    const also = told === "M13" ? engineersLog : told === "M13 who could log";
    return also ? [...ids, ...engineers(own)] : ids;
  };
}

/** Every group of organisations that is left when shown ones are added and subtracted. What is of one organisation itself stays together. */
function leftOver(scopes: readonly number[][]): number[][] {
  const distinct = [...new Map(scopes.map((scope) => [scope.toSorted().join(), scope])).values()];
  const atoms = [...new Set(distinct.flat())];
  let sums = [atoms.map(() => 0)];
  for (const scope of distinct) {
    const own = atoms.map((id) => Number(scope.includes(id)));
    sums = sums.flatMap((sum) => [-1, 0, 1].map((sign) => sum.map((each, at) => each + sign * (own[at] ?? 0))));
  }
  const groups = sums.filter((sum) => sum.every((each) => each === 0 || each === 1) && sum.includes(1));
  return groups.map((sum) => atoms.filter((_, at) => sum[at] === 1));
}
