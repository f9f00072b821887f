import { openPglite } from "#db/client.ts";
import { startWorker, stopWorker } from "#lib/jobs/worker.ts";
import { queueRun } from "#lib/policies/queue-run.ts";
import { checkRuns } from "#db/schema/index.ts";
import { addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES } from "#tests/support/policies.ts";
import { systemContext } from "#tests/support/actors.ts";
const dir = process.argv[2];
const mode = process.argv[3];
const database = await openPglite(dir);
const db = database.db;
if (mode === "crash") {
  await startWorker(database);
  const teamId = await addTeam(db); const serviceId = await addService(db, { teamId });
  const reviewId = await addSealedReview(db, { serviceId, teamId, documents: [{ name: "a.json", text: ESCALATES }] });
  await queueRun(systemContext(db), { reviewId, revision: 1 });
  await db.update(checkRuns).set({ state: "running" });
  process.kill(process.pid, "SIGKILL");
}
let t = performance.now();
await startWorker(database);
console.log("start ms", Math.round(performance.now() - t));
t = performance.now();
while ((await db.select().from(checkRuns)).some((r) => r.state !== "finished")) await new Promise((r) => setTimeout(r, 10));
console.log("after restart, all finished in ms", Math.round(performance.now() - t), (await db.select().from(checkRuns)).length);
const teamId = await addTeam(db); const serviceId = await addService(db, { teamId, name: `S${Date.now()}` });
const took: number[] = [];
for (let i = 0; i < 6; i++) {
  const reviewId = await addSealedReview(db, { serviceId, teamId, documents: [{ name: `d${i}${Date.now()}.json`, text: ESCALATES }] });
  const s = performance.now();
  const run = await queueRun(systemContext(db), { reviewId, revision: 1 });
  while ((await db.select().from(checkRuns)).find((r) => r.id === run?.id)?.state !== "finished") await new Promise((r) => setTimeout(r, 10));
  took.push(Math.round(performance.now() - s));
}
console.log("latency ms", took);
const cpu = process.cpuUsage();
await new Promise((r) => setTimeout(r, 10_000));
const used = process.cpuUsage(cpu);
console.log("idle cpu ms per s", (used.user + used.system) / 1e4);
t = performance.now();
await stopWorker();
console.log("stop ms", Math.round(performance.now() - t));
await database.close();
