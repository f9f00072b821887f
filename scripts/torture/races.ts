import { openPostgres } from "#db/client.ts";
import type { Cast, PersonContext } from "#tests/support/reviews.ts";
import { onPostgres, type PostgresProgram } from "./postgres-program.ts";
import { type Move, type Part, RACE_KINDS, type RaceKind } from "./race-kinds.ts";
import { type Outcome, seconds, type Trial, timesOf } from "./trial.ts";
import { post } from "./writing.ts";

const TIMES = 80;
const AT_ONCE = 20;
const INSTANCES = 2;

/** Simultaneous moves on one review, through several server instances on one database (S08). */
export const racesTrial: Trial = {
  name: "races",
  run: (options) =>
    onPostgres(async (given): Promise<Outcome> => {
      const times = timesOf(options, TIMES);
      const origins: string[] = [];
      for (let instance = 0; instance < INSTANCES; instance += 1) origins.push((await given.serve()).origin);
      const cookies = await cookiesOf(given);
      const { db, close } = await openPostgres(given.cluster.url);
      const failures: string[] = [];
      let slowest = 0;
      try {
        for (let time = 0; time < times; time += 1) {
          const kind = RACE_KINDS[time % RACE_KINDS.length];
          if (!kind) continue;
          // Resets rate limits, which are not the subject of this race.
          await given.query("delete from rate_counts");
          const begin = performance.now();
          failures.push(...(await race(given, kind, castNow(given.program, db), origins, cookies)));
          slowest = Math.max(slowest, performance.now() - begin);
        }
      } finally {
        await close();
      }
      const what = `${AT_ONCE} racing requests for one review through ${INSTANCES} instances`;
      return { what, times, failures, worst: `slowest race ${seconds(slowest)}` };
    }),
};

type Cookies = Record<Part, string>;

async function cookiesOf({ program, cookie }: PostgresProgram): Promise<Cookies> {
  const { requester, guardian, engineer, second, manager } = program;
  return {
    requester: await cookie(requester),
    guardian: await cookie(guardian),
    engineer: await cookie(engineer),
    second: await cookie(second),
    manager: await cookie(manager),
  };
}

/** The cast on an open connection with the current time, because the server reads the real clock. */
function castNow(cast: Cast, db: PersonContext["db"]): Cast {
  const now = new Date();
  const parts = Object.entries(cast).map(([name, part]) => [name, isContext(part) ? { ...part, db, now } : part]);
  return Object.fromEntries(parts) as Cast;
}

function isContext(part: unknown): part is PersonContext {
  return typeof part === "object" && part !== null && "actor" in part;
}

async function race(
  { query }: PostgresProgram,
  { name, prepare, moves, wins }: RaceKind,
  cast: Cast,
  origins: string[],
  cookies: Cookies,
): Promise<string[]> {
  const { id, ref, sequence } = await prepare(cast);
  const eventsOf = () => countEvents(query, id);
  const before = await eventsOf();
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, at) => {
      const move = moves[at % moves.length] as Move;
      const body = wins === "one" ? { sequence, ...move.body } : move.body;
      const response = await post(
        `${origins[at % origins.length]}/api/v1/reviews/${ref}/${move.path}`,
        cookies[move.by],
        body,
      );
      return { move, status: response.status, text: await response.text() };
    }),
  );
  const after = await eventsOf();
  const won = answers.filter(({ status }) => status < 300);
  const failures: string[] = [];
  const wanted = wins === "one" ? 1 : AT_ONCE;
  if (won.length !== wanted) failures.push(`${won.length} of ${AT_ONCE} won`);
  const wrong = answers.filter(({ status }) => status >= 300 && ![409, 403, 422].includes(status));
  failures.push(...wrong.map(({ move, status, text }) => `${move.path} answered ${status}: ${text.slice(0, 200)}`));
  failures.push(
    ...miscounted(
      won.map(({ move }) => move.event),
      before,
      after,
      moves,
    ),
  );
  const [row] = await query<{ sequence: number; open: number }>(
    `select sequence, (select count(*)::int from review_states where review_id = r.id and to_at is null) as open from reviews r where id = ${id}`,
  );
  if (row?.sequence !== sequence + (wins === "one" ? 1 : 0))
    failures.push(`the sequence number went from ${sequence} to ${row?.sequence}`);
  if (row?.open !== 1) failures.push(`${row?.open} states are open`);
  return failures.map((failure) => `${name} of ${ref}: ${failure}`);
}

type Counts = Map<string, number>;

async function countEvents(query: PostgresProgram["query"], id: number): Promise<Counts> {
  const rows = await query<{ type: string; n: number }>(
    `select type, count(*)::int as n from events where subject_kind = 'review' and subject_id = ${id} group by type`,
  );
  return new Map(rows.map(({ type, n }) => [type, n]));
}

/** Each successful move must record one event, each unsuccessful one none. */
function miscounted(won: string[], before: Counts, after: Counts, moves: readonly Move[]): string[] {
  return [...new Set(moves.map(({ event }) => event))].flatMap((event) => {
    const recorded = (after.get(event) ?? 0) - (before.get(event) ?? 0);
    const wanted = won.filter((one) => one === event).length;
    return recorded === wanted ? [] : [`${recorded} ${event} events for ${wanted} successful requests`];
  });
}
