import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { App } from "#tests/e2e/support/start-app.ts";
import { embeddedScene, onEmbedded } from "./embedded-program.ts";
import { onPostgres } from "./postgres-program.ts";
import { postgresScene } from "./postgres-scene.ts";
import { momentOf, type Options, type Outcome, seconds, type Trial, timesOf } from "./trial.ts";
import { audit, confirmedIn, type Ledger, readBack, type Scene, untilConfirmed, write } from "./writing.ts";

const TIMES = 20;

export const embeddedKillTrial: Trial = {
  name: "kill-embedded",
  run: (options) =>
    onEmbedded(async ({ serve, reading }) => {
      const app = await serve();
      const scene = await embeddedScene(app.origin);
      const found = await killOften(options, app, serve, scene, async () => []);
      await found.app.stop();
      const failures = await reading((query) => audit(query, found.ledger));
      return outcome("on the embedded database", found, failures);
    }),
};

export const postgresKillTrial: Trial = {
  name: "kill-postgres",
  run: (options) =>
    onPostgres(async (given) => {
      const scene = await postgresScene(given);
      const { serve, query } = given;
      const found = await killOften(options, await serve(), serve, scene, (ledger) => audit(query, ledger));
      return outcome("on PostgreSQL", found, []);
    }),
};

type Found = { app: App; ledger: Ledger; failures: string[]; times: number; slowestStart: number };

/** Kills the server during writes, each time at another moment, and restarts it on the same data. */
async function killOften(
  options: Options,
  first: App,
  serve: () => Promise<App>,
  scene: Scene,
  look: (ledger: Ledger) => Promise<string[]>,
): Promise<Found> {
  const times = timesOf(options, TIMES);
  const found: Found = { app: first, ledger: [], failures: [], times, slowestStart: 0 };
  for (let time = 0; time < times; time += 1) {
    const writing = write(found.app.origin, scene, found.ledger, found.failures);
    await untilConfirmed(found.ledger);
    await wait(momentOf(time));
    const exit = once(found.app.child, "exit");
    found.app.child.kill("SIGKILL");
    await exit;
    await writing.stop();
    await found.app.stop();
    const begin = performance.now();
    found.app = await serve();
    found.slowestStart = Math.max(found.slowestStart, performance.now() - begin);
    found.failures.push(...(await readBack(found.app.origin, scene, found.ledger)), ...(await look(found.ledger)));
  }
  return found;
}

function outcome(where: string, { ledger, failures, times, slowestStart }: Found, more: string[]): Outcome {
  const all = [...failures, ...more];
  if (confirmedIn(ledger) < times)
    all.push(`only ${confirmedIn(ledger)} writes were confirmed, too few to prove anything`);
  return {
    what: `kill -9 of the server under writes ${where}`,
    times,
    failures: all,
    worst: `${confirmedIn(ledger)} of ${ledger.length} writes confirmed, slowest start ${seconds(slowestStart)}`,
  };
}
