import { setTimeout as wait } from "node:timers/promises";
import type { Call } from "#tests/support/fuzz/call.ts";
import { send } from "#tests/support/fuzz/send.ts";
import { entryPoints } from "./entry-points.ts";
import { onPostgres } from "./postgres-program.ts";
import { postgresScene } from "./postgres-scene.ts";
import { type Outcome, seconds, type Trial } from "./trial.ts";

const AWAY_MS = 15_000;
/** The maximum wait before a caller learns that the database is away. */
const ANSWER_MS = 8_000;
/** The maximum time until everything works again after the database returns. */
const BACK_MS = 20_000;
const AT_ONCE = 8;

/**
 * PostgreSQL goes away during requests and returns: every entry point reports it, and recovery needs no manual step.
 */
export const awayTrial: Trial = {
  name: "away",
  run: () =>
    onPostgres(async (given) => {
      const app = await given.serve();
      const { cookies } = await postgresScene(given);
      const cookie = cookies[4] ?? "";
      const calls = entryPoints(app.origin, given.program.serviceId);
      const failures: string[] = [];
      for (const call of calls) await expectServed(app.origin, call, cookie, failures);
      await given.cluster.stop();
      const found = await askWhileAway(app.origin, calls, cookie, failures);
      await given.cluster.start();
      const back = await untilServed(app.origin, calls, cookie, failures);
      return outcome(found, back, failures);
    }),
};

type Away = { asked: number; slowest: { ms: number; name: string } };

async function askWhileAway(origin: string, calls: Call[], cookie: string, failures: string[]): Promise<Away> {
  const end = performance.now() + AWAY_MS;
  const found: Away = { asked: 0, slowest: { ms: 0, name: "" } };
  const ask = async (first: number) => {
    for (let at = first; performance.now() < end; at += 1) {
      const call = calls[at % calls.length];
      if (call) await expectAway(origin, call, cookie, found, failures);
    }
  };
  const watch = async () => {
    while (performance.now() < end) {
      const health = await fetch(`${origin}/api/health`);
      const ready = await fetch(`${origin}/api/ready`);
      if (health.status !== 200) failures.push(`/api/health answered ${health.status}`);
      if (ready.status !== 503) failures.push(`/api/ready answered ${ready.status}`);
      await wait(250);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: AT_ONCE }, (_, at) => ask(at * 3))]);
  return found;
}

async function expectAway(origin: string, call: Call, cookie: string, found: Away, failures: string[]): Promise<void> {
  try {
    const { status, meant, requestId, ms } = await send(origin, call, cookie);
    found.asked += 1;
    if (ms > found.slowest.ms) found.slowest = { ms, name: call.name };
    if (meant !== 503) failures.push(`${call.name} answered ${status} (${meant}) while the database was unavailable`);
    if (!requestId) failures.push(`${call.name} answered without x-request-id`);
    if (ms > ANSWER_MS) failures.push(`${call.name} took ${seconds(ms)} to report that the database is unavailable`);
  } catch (error) {
    failures.push(`${call.name} did not respond: ${error instanceof Error ? error.message : error}`);
  }
}

async function expectServed(origin: string, call: Call, cookie: string, failures: string[]): Promise<void> {
  const { meant, text } = await send(origin, call, cookie);
  if (meant >= 400) failures.push(`${call.name} answered ${meant} with the database available: ${text.slice(0, 200)}`);
}

/** Milliseconds until every entry point serves again, all of them in one round. */
async function untilServed(origin: string, calls: Call[], cookie: string, failures: string[]): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const missing: string[] = [];
    for (const call of calls) await expectServed(origin, call, cookie, missing);
    const ready = await fetch(`${origin}/api/ready`);
    if (ready.status !== 200) missing.push(`/api/ready answered ${ready.status}`);
    const ms = performance.now() - begin;
    if (missing.length === 0) return ms;
    if (ms > BACK_MS) {
      failures.push(...missing);
      return ms;
    }
    await wait(200);
  }
}

function outcome({ asked, slowest }: Away, back: number, failures: string[]): Outcome {
  return {
    what: `PostgreSQL unavailable for ${seconds(AWAY_MS)} under load: 503 at every entry point, then automatic recovery`,
    times: asked,
    failures: [...new Set(failures)],
    worst: `slowest 503 ${seconds(slowest.ms)} (${slowest.name}), everything served ${seconds(back)} after its return`,
  };
}
