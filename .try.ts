import { eq } from "drizzle-orm";
import { openPglite } from "#db/client.ts";
import { people } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import { evidenceOfMany, latestCriteria, heldBelts } from "#lib/belts/evidence.ts";
import { distance, highestBelt, missingWords, nextBelt } from "#lib/belts/rules.ts";
import { goalValues } from "#lib/metrics/goal-value.ts";
import { guardianships } from "#db/schema/index.ts";
const d = await openPglite("/tmp/seedlab/data/pglite");
const now = new Date();
for (const who of ["guardian", "engineer", "engineer2", "leader", "manager", "builder", "admin"]) {
  const [p] = await d.db.select().from(people).where(eq(people.email, `${who}@example.com`));
  const actor = p && (await loadActor(d.db, p.id, now));
  if (!actor) continue;
  const needs = await needsOf({ actor, db: d.db, now, requestId: "x" });
  console.log("##", who, needs.length);
  for (const n of needs.slice(0, 60)) console.log("  ", n.overdue ? "!" : " ", n.verb, "|", n.thing, "|", n.due?.slice(0, 10) ?? "-", "|", n.note);
}
const ctx = { actor: { kind: "system" as const, job: "x" }, db: d.db, now, requestId: "x" };
const act = await d.db.select({ id: guardianships.personId, name: people.name }).from(guardianships).innerJoin(people, eq(people.id, guardianships.personId)).where(eq(guardianships.state, "active"));
const ev = await evidenceOfMany(ctx, act.map((a) => a.id)); const c = await latestCriteria(ctx);
for (const a of act) { const e = ev.get(a.id); const held = highestBelt(await heldBelts(ctx, a.id)); const next = nextBelt(held); if (e && c && next) console.log(a.name, held, e.reviewsInvolved, e.threatModelsAuthored, e.medianRating, e.monthsActive, e.courses.length, "→", next, distance(e, c.criteria[next]).filter((i) => !i.met).map(missingWords).join("; ")); }
console.log(await goalValues(ctx));
await d.close();
