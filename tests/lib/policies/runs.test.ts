import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { checkProfileVersions, checkResults, checkRuns, events, reviews } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { completeDefinition } from "#lib/checks/profile.ts";
import { Conflict, Forbidden, NotFound } from "#lib/errors.ts";
import {
  documentsHeld,
  listProfiles,
  policyRun,
  quotedTexts,
  recentRuns,
  runOfRevision,
} from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { executeRun } from "#lib/policies/runs/execute-run.ts";
import { failRun } from "#lib/policies/runs/fail-run.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { context, personActor, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES, READ_ONE_BUCKET, sealRevision, sha256Of } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";

const GOOD = { name: "role.json", text: READ_ONE_BUCKET };
const BAD = { name: "role.json", text: ESCALATES };

describe("policy runs", () => {
  const db = useDatabase();

  async function submitted(documents = [BAD]) {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const member = context(db(), await addPerson(db(), { teamId }));
    const reviewId = await addSealedReview(db(), { serviceId, teamId, documents });
    return { ctx: member, system: systemContext(db()), reviewId, teamId, serviceId };
  }

  const eventTypes = async () => (await db().select().from(events).orderBy(events.id)).map(({ type }) => type);

  it("is queued with the profile of the tier and recorded", async () => {
    const { ctx, reviewId } = await submitted();
    const run = await transaction(ctx, (ctx) => queueRun(ctx, { reviewId, revision: 1 }));
    expect(run).toMatchObject({ state: "queued", verdict: null });
    expect(await eventTypes()).toEqual(["check-profile.published", "policy-run.queued"]);
    expect(await runOfRevision(ctx, reviewId, 1)).toMatchObject({
      state: "queued",
      profile: { name: "Standard", version: 1 },
    });
  });

  it("is the same run when it is asked for again", async () => {
    const { ctx, reviewId } = await submitted();
    const first = await queueRun(ctx, { reviewId, revision: 1 });
    expect(await queueRun(ctx, { reviewId, revision: 1 })).toEqual(first);
    expect(await db().select().from(checkRuns)).toHaveLength(1);
  });

  it("is none for a revision without documents", async () => {
    const { ctx, reviewId } = await submitted([]);
    expect(await queueRun(ctx, { reviewId, revision: 1 })).toBeNull();
  });

  it("refuses a revision that is not sealed and a review without a tier", async () => {
    const { ctx, reviewId } = await submitted();
    await expect(queueRun(ctx, { reviewId, revision: 2 })).rejects.toThrow(NotFound);
    await db().update(reviews).set({ tier: null });
    await expect(queueRun(ctx, { reviewId, revision: 1 })).rejects.toThrow(Conflict);
  });

  it("writes results, verdict and event once, however often it is done", async () => {
    const { ctx, system, reviewId } = await submitted();
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    const done = await executeRun(system, run?.id ?? 0);
    expect(done).toEqual({ id: run?.id, state: "finished", verdict: "fail" });
    expect(await executeRun(system, run?.id ?? 0)).toEqual(done);
    expect(await db().select().from(checkResults)).toHaveLength(7);
    const finished = await db().select().from(events).where(eq(events.type, "policy-run.finished"));
    expect(finished).toMatchObject([
      {
        actorKind: "system",
        subjectKind: "review",
        subjectId: reviewId,
        data: { runId: run?.id, revision: 1, verdict: "fail" },
      },
    ]);
  });

  it("is done by the product only, and only if it is there", async () => {
    const { ctx, system, reviewId } = await submitted();
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    await expect(executeRun(ctx, run?.id ?? 0)).rejects.toThrow(Forbidden);
    await expect(failRun(ctx, run?.id ?? 0)).rejects.toThrow(Forbidden);
    await expect(executeRun(system, 99)).rejects.toThrow(NotFound);
    expect((await db().select().from(checkRuns))[0]?.state).toBe("queued");
  });

  it("is answered at once for documents that were checked before under the same version", async () => {
    const { ctx, system, reviewId, teamId, serviceId } = await submitted();
    await queueRun(ctx, { reviewId, revision: 1 });
    expect(await runQueuedChecks(system)).toBe(1);
    const again = await addSealedReview(db(), { serviceId, teamId, documents: [BAD] });
    expect(await queueRun(ctx, { reviewId: again, revision: 1 })).toMatchObject({ state: "finished", verdict: "fail" });
    const results = await db().select().from(checkResults).orderBy(checkResults.id);
    expect(results).toHaveLength(14);
    expect({ ...results[13], id: 0, runId: 0 }).toEqual({ ...results[6], id: 0, runId: 0 });
    const renamed = await addSealedReview(db(), { serviceId, teamId, documents: [{ ...BAD, name: "other.json" }] });
    expect(await queueRun(ctx, { reviewId: renamed, revision: 1 })).toMatchObject({ state: "queued" });
  });

  it("that could not be done blocks, says so, and can be done later", async () => {
    const { ctx, system, reviewId } = await submitted();
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    await failRun(system, run?.id ?? 0);
    expect(await runOfRevision(ctx, reviewId, 1)).toMatchObject({ state: "error", verdict: "error" });
    expect((await recorded(db())).at(-1)?.data).toMatchObject({ verdict: "error" });
    expect(await executeRun(system, run?.id ?? 0)).toMatchObject({ state: "finished", verdict: "fail" });
    await failRun(system, run?.id ?? 0);
    expect(await runOfRevision(ctx, reviewId, 1)).toMatchObject({ state: "finished", error: null });
  });

  it("of an earlier revision keeps its results next to the new ones, with what changed", async () => {
    const { ctx, system, reviewId } = await submitted();
    await queueRun(ctx, { reviewId, revision: 1 });
    await runQueuedChecks(system);
    await sealRevision(db(), reviewId, 2, [GOOD]);
    await queueRun(ctx, { reviewId, revision: 2 });
    await runQueuedChecks(system);
    expect((await runOfRevision(ctx, reviewId, 1))?.verdict).toBe("fail");
    const second = await runOfRevision(ctx, reviewId, 2);
    expect(second?.verdict).toBe("pass");
    expect(second?.since?.revision).toBe(1);
    expect(second?.since?.comparison).toMatchObject({ appeared: [], still: [] });
    expect(second?.since?.comparison.fixed).toHaveLength(5);
    expect((await recentRuns(ctx)).runs[0]).toMatchObject({ revision: 2, verdict: "pass", blocking: 0 });
    const held = await documentsHeld(ctx, reviewId, 1);
    expect(held).toEqual([{ name: BAD.name, sha256: sha256Of(ESCALATES) }]);
    expect(Object.values(await quotedTexts(ctx, [sha256Of(ESCALATES)]))).toEqual([ESCALATES]);
  });

  it("is shown to those who may see its review", async () => {
    const { ctx, reviewId } = await submitted();
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    expect((await recentRuns(ctx)).runs).toMatchObject([{ id: run?.id, review: { id: reviewId }, current: true }]);
    expect(await policyRun(ctx, run?.id ?? 0)).toMatchObject({ id: run?.id });
    const stranger = context(db(), personActor({ personId: 999 }));
    expect(await recentRuns(stranger)).toMatchObject({ runs: [], total: 0, pages: 1 });
    await expect(policyRun(stranger, run?.id ?? 0)).rejects.toThrow(NotFound);
  });

  it("is listed a page at a time, and a page past the last one is the last", async () => {
    const { ctx, reviewId } = await submitted();
    await queueRun(ctx, { reviewId, revision: 1 });
    const [run] = await db().select().from(checkRuns);
    if (!run) throw new Error("No run is queued");
    const { id: _id, ...queued } = run;
    await db()
      .insert(checkRuns)
      .values(Array.from({ length: 60 }, (_, index) => ({ ...queued, revision: index + 2 })));
    expect(await recentRuns(ctx)).toMatchObject({ total: 61, page: 1, pages: 2 });
    const last = await recentRuns(ctx, 77);
    expect(last).toMatchObject({ total: 61, page: 2, pages: 2 });
    expect(last.runs).toHaveLength(11);
  });

  it("validates with what is known of the services, and shows what does not block", async () => {
    const text = READ_ONE_BUCKET.replace("s3:GetObject", "s3:GetObjekt");
    const { ctx, system, reviewId } = await submitted([{ name: "role.json", text }]);
    await queueRun(ctx, { reviewId, revision: 1 });
    await runQueuedChecks(system);
    const run = await runOfRevision(ctx, reviewId, 1);
    const found = resultsByPlace(run?.results ?? []);
    expect(found.map(({ reason, blocking }) => [reason?.rule, blocking])).toEqual([["INVALID_ACTION", true]]);
    expect(found[0]?.fingerprint).toMatch(/^[0-9a-f]{64}:1$/);
  });

  it("reads a version that was stored before validation, keys and accounts were known", async () => {
    const { ctx, system, reviewId } = await submitted();
    await queueRun(ctx, { reviewId, revision: 1 });
    const [version] = await db().select().from(checkProfileVersions);
    const { validation, credentials, account, trustedPrincipals, ...old } = completeDefinition(
      version?.definition ?? STANDARD_PROFILE.definition,
    );
    expect([validation.block.length, credentials, account, trustedPrincipals]).toEqual([2, true, null, []]);
    await db().update(checkProfileVersions).set({ definition: old });
    expect(await runQueuedChecks(system)).toBe(1);
    const checks = (await runOfRevision(ctx, reviewId, 1))?.results.map(({ check }) => check);
    expect(checks).toEqual(expect.arrayContaining(["validation", "credentials"]));
    const [profile] = await listProfiles(ctx);
    expect(profile?.definition).toMatchObject({ validation: { block: ["ERROR", "SECURITY_WARNING"] }, account: null });
  });

  it("keeps the version it was queued under when a newer one is published", async () => {
    const { ctx, system, reviewId } = await submitted();
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    const [version] = await db().select().from(checkProfileVersions);
    const harmless = { ...version, id: undefined, version: 2, definition: { ...version?.definition, sensitive: [] } };
    await db()
      .insert(checkProfileVersions)
      .values(harmless as typeof checkProfileVersions.$inferInsert);
    expect(await executeRun(system, run?.id ?? 0)).toMatchObject({ verdict: "fail" });
  });
});
