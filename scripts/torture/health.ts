import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { answered } from "#tests/support/reviews.ts";
import { embeddedScene, onEmbedded } from "./embedded-program.ts";
import { onPostgres } from "./postgres-program.ts";
import { postgresScene } from "./postgres-scene.ts";
import { type Outcome, seconds, type Trial } from "./trial.ts";
import { post, type Scene } from "./writing.ts";

const DOCUMENTS = 10;
const ACTIONS = 18_000;
const LIMIT_MS = 100;
const PATIENCE_MS = 240_000;
const CALM_MS = 5_000;
/**
 * The interval between polls: the checks of a review are a long response, so frequent polling would itself be the load.
 */
const ASK_MS = 2_000;

export const embeddedHealthTrial: Trial = {
  name: "health-embedded",
  run: () =>
    onEmbedded(async ({ serve }) => {
      const { origin } = await serve();
      return judgeUnderWatch("the embedded database", origin, await embeddedScene(origin));
    }),
};

export const postgresHealthTrial: Trial = {
  name: "health-postgres",
  run: () =>
    onPostgres(async (given) => {
      const { origin } = await given.serve();
      return judgeUnderWatch("PostgreSQL", origin, await postgresScene(given));
    }),
};

/** Documents that take long to judge must not delay anybody else (S46). */
async function judgeUnderWatch(where: string, origin: string, scene: Scene): Promise<Outcome> {
  const failures: string[] = [];
  // The first request of each kind loads what is only loaded once.
  await judge(origin, scene, { number: 0, actions: 1 }, failures);
  const before = await watchHealth(origin, failures, wait(CALM_MS));
  const begin = performance.now();
  const documents = Array.from({ length: DOCUMENTS }, (_, at) => ({ number: at + 1, actions: ACTIONS }));
  const judging = Promise.all(documents.map((document) => judge(origin, scene, document, failures)));
  const times = await watchHealth(origin, failures, judging);
  console.log(`  ${(await judging).join(", ")}; all in ${seconds(performance.now() - begin)}`);
  const late = times.filter((ms) => ms > LIMIT_MS).length;
  if (late > 0) failures.push(`/api/health took over ${LIMIT_MS} ms in ${late} of ${times.length} calls`);
  const [slowest, calm] = [times, before].map((some) => Math.max(...some).toFixed(0));
  return {
    what: `/api/health within ${LIMIT_MS} ms on ${where} while ${DOCUMENTS} documents of ${ACTIONS} actions are checked`,
    times: times.length,
    failures,
    worst: `slowest ${slowest} ms, ${late} over ${LIMIT_MS} ms (before, at rest: ${calm} ms)`,
  };
}

/** Milliseconds of each response until the awaited work ends. */
async function watchHealth(origin: string, failures: string[], until: Promise<unknown>): Promise<number[]> {
  const watcher = new Worker(new URL("./watch-health.mjs", import.meta.url), { workerData: { origin } });
  const watched = once(watcher, "message") as Promise<[{ ms: number; status: number }[]]>;
  await Promise.race([until.catch(() => undefined), watched]);
  watcher.postMessage("over");
  const [beats] = await watched;
  for (const { status } of beats) if (status !== 200) failures.push(`/api/health answered ${status}`);
  return beats.map(({ ms }) => ms);
}

/** Opens a review with one document, submits it, and waits until its checks end. Returns their state. */
async function judge(
  origin: string,
  { cookies, serviceId }: Scene,
  { number, actions }: { number: number; actions: number },
  failures: string[],
): Promise<string> {
  const cookie = cookies[number % 2] ?? "";
  const ask = async <Answer>(path: string, body: unknown): Promise<Answer> => {
    const response = await post(`${origin}/api/v1/reviews${path}`, cookie, body);
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Answer;
  };
  type Receipt = { ref: string; sequence: number };
  const draft = { title: `Hostile ${number}`, serviceId, type: "change", intake: answered() };
  const drafted = await ask<Receipt>("", draft);
  const documents = [{ name: "policy.json", content: hostilePolicy(number, actions) }];
  const attached = await ask<Receipt>(`/${drafted.ref}/documents`, { sequence: drafted.sequence, documents });
  await ask(`/${drafted.ref}/submission`, { sequence: attached.sequence });
  const state = await untilJudged(`${origin}/api/v1/reviews/${drafted.ref}/checks`, cookie);
  if (state === null) failures.push(`the checks of ${drafted.ref} did not finish in ${seconds(PATIENCE_MS)}`);
  return state ?? "not checked";
}

async function untilJudged(url: string, cookie: string): Promise<string | null> {
  const begin = performance.now();
  while (performance.now() - begin < PATIENCE_MS) {
    const text = await (await fetch(url, { headers: { cookie } })).text();
    const [, state = ""] = /"state":"(finished|error)"/.exec(text) ?? [];
    if (state) return state;
    await wait(ASK_MS);
  }
  return null;
}

/** A policy whose actions must each be examined individually: 18,000 of them are 250 KB. */
function hostilePolicy(seed: number, length: number): string {
  const actions = Array.from({ length }, (_, at) => `s3:Get*${(seed + at).toString(36)}*`);
  const statement = { Effect: "Allow", Action: actions, Resource: "*" };
  return JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
}
