import { setTimeout as wait } from "node:timers/promises";
import { onPostgres } from "./postgres-program.ts";
import { postgresScene } from "./postgres-scene.ts";
import { momentOf, type Outcome, seconds, type Trial, timesOf } from "./trial.ts";
import { audit, confirmedIn, type Ledger, untilConfirmed, write } from "./writing.ts";

const TIMES = 10;
/** Alternates an orderly stop with one that leaves recovery to the log. */
const STOPS: readonly NodeJS.Signals[] = ["SIGINT", "SIGQUIT"];

/** PostgreSQL restarts during writes, both orderly and as in a crash. */
export const restartTrial: Trial = {
  name: "restart",
  run: (options) =>
    onPostgres(async (given): Promise<Outcome> => {
      const times = timesOf(options, TIMES);
      const { origin } = await given.serve();
      const ledger: Ledger = [];
      const failures: string[] = [];
      const writing = write(origin, await postgresScene(given), ledger, failures, (status) => status === 503);
      let slowest = 0;
      for (let time = 0; time < times; time += 1) {
        await wait(momentOf(time));
        await given.cluster.stop(STOPS[time % STOPS.length]);
        await given.cluster.start();
        const ms = await untilConfirmed(ledger);
        if (ms === null) failures.push("no write was confirmed within 20 s of a restart");
        slowest = Math.max(slowest, ms ?? Number.POSITIVE_INFINITY);
      }
      await writing.stop();
      failures.push(...(await audit(given.query, ledger)));
      return {
        what: "restarts of PostgreSQL under writes, half of them crashes",
        times,
        failures,
        worst: `${confirmedIn(ledger)} of ${ledger.length} writes confirmed, first one ${seconds(slowest)} after a restart`,
      };
    }),
};
