import { setTimeout as wait } from "node:timers/promises";
import type { App } from "#tests/e2e/support/start-app.ts";
import { embeddedScene, onEmbedded } from "./embedded-program.ts";
import { onPostgres } from "./postgres-program.ts";
import { postgresScene } from "./postgres-scene.ts";
import { onSmallDisk, type SmallDisk } from "./small-disk.ts";
import { type Outcome, seconds, type Trial } from "./trial.ts";
import { audit, confirmedIn, type Ledger, type Scene, untilConfirmed, write } from "./writing.ts";

const FULL_MS = 8_000;

export const embeddedDiskTrial: Trial = {
  name: "disk-embedded",
  run: () =>
    tried("the embedded database", 160, (disk) =>
      onEmbedded(async ({ serve, reading }) => {
        const app = await serve();
        const found = await fillUnderWrites(disk, app, serve, await embeddedScene(app.origin));
        await found.app.stop();
        found.failures.push(...(await reading((query) => audit(query, found.ledger))));
        return found;
      }, disk.folder),
    ),
};

export const postgresDiskTrial: Trial = {
  name: "disk-postgres",
  run: () =>
    tried("PostgreSQL", 160, (disk) =>
      onPostgres(async (given) => {
        const app = await given.serve();
        const found = await fillUnderWrites(disk, app, given.serve, await postgresScene(given));
        found.failures.push(...(await audit(given.query, found.ledger)));
        return found;
      }, disk.folder),
    ),
};

type Found = { app: App; ledger: Ledger; failures: string[]; refused: number; back: string };

async function tried(where: string, megabytes: number, work: (disk: SmallDisk) => Promise<Found>): Promise<Outcome> {
  const what = `the disk of ${where} full under writes: 503, no confirmed write lost, recovery once there is space`;
  const result = await onSmallDisk(megabytes, work);
  if ("notTried" in result) return { what, times: 0, failures: [], worst: "", notTried: result.notTried };
  const { ledger, failures, refused, back } = result.done;
  const worst = `${confirmedIn(ledger)} of ${ledger.length} writes confirmed, ${refused} refused, ${back}`;
  return { what, times: 1, failures: [...new Set(failures)], worst };
}

/** Fills the disk during writes, frees space again, and restarts the server only if it does not continue. */
async function fillUnderWrites(disk: SmallDisk, first: App, serve: () => Promise<App>, scene: Scene): Promise<Found> {
  const ledger: Ledger = [];
  const found: Found = { app: first, ledger, failures: [], refused: 0, back: "" };
  const allows = (status: number) => {
    found.refused += 1;
    return status === 503;
  };
  const writing = write(first.origin, scene, ledger, found.failures, allows);
  await wait(1_500);
  disk.fill();
  await wait(FULL_MS);
  const { status } = await fetch(`${first.origin}/api/health`).catch(() => ({ status: "nothing" }));
  if (status !== 200) found.failures.push(`/api/health answered ${status} while the disk was full`);
  if (found.refused === 0) found.failures.push("no write was refused: the disk was not full enough to prove anything");
  disk.empty();
  const ms = await untilConfirmed(ledger);
  await writing.stop();
  found.back = ms === null ? await startAgain(found, serve, scene) : `recovered ${seconds(ms)} after space was freed`;
  return found;
}

async function startAgain(found: Found, serve: () => Promise<App>, scene: Scene): Promise<string> {
  await found.app.stop();
  found.app = await serve();
  const writing = write(found.app.origin, scene, found.ledger, found.failures);
  const ms = await untilConfirmed(found.ledger);
  await writing.stop();
  if (ms === null) found.failures.push("no write is confirmed even after a restart");
  return "recovered only after a restart";
}
