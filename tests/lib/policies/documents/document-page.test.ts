import { describe, expect, it } from "vitest";
import { reviewDecisions } from "#db/schema/index.ts";
import { NotFound } from "#lib/errors.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { context, personActor, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES, READ_ONE_BUCKET, sealRevision, sha256Of } from "#tests/support/policies.ts";

describe("the page of a document", () => {
  const db = useDatabase();

  async function twoRevisions() {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const ctx = context(db(), await addPerson(db(), { teamId }));
    const other = { name: "other.json", text: READ_ONE_BUCKET };
    const documents = [{ name: "role.json", text: ESCALATES }, other];
    const reviewId = await addSealedReview(db(), { serviceId, teamId, documents });
    await queueRun(ctx, { reviewId, revision: 1 });
    await sealRevision(db(), reviewId, 2, [{ name: "role.json", text: READ_ONE_BUCKET }]);
    await queueRun(ctx, { reviewId, revision: 2 });
    await runQueuedChecks(systemContext(db()));
    return { ctx, reviewId };
  }

  it("has the text, the results about it alone, and the way to its other revisions", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const page = await documentPage(ctx, { reviewId, sha256: sha256Of(ESCALATES), revision: 1 });
    expect(page).toMatchObject({ name: "role.json", revision: 1, text: ESCALATES, run: { state: "finished" } });
    expect(page.results.every(({ documentName }) => documentName === "role.json")).toBe(true);
    expect(page.results.filter(({ verdict }) => verdict === "fail")).toHaveLength(4);
    expect(page.history).toEqual([
      { revision: 2, name: "role.json", sha256: sha256Of(READ_ONE_BUCKET) },
      { revision: 1, name: "role.json", sha256: sha256Of(ESCALATES) },
    ]);
  });

  it("says nothing of a document while its checks wait", async () => {
    const { ctx, reviewId } = await twoRevisions();
    await sealRevision(db(), reviewId, 3, [{ name: "new.json", text: ESCALATES }]);
    await queueRun(ctx, { reviewId, revision: 3 });
    const page = await documentPage(ctx, { reviewId, sha256: sha256Of(ESCALATES), revision: 3 });
    expect(page).toMatchObject({ run: { state: "queued" }, verdict: null, documents: [{ verdict: null }] });
  });

  it("is of the latest revision that holds the text, unless one is named", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const sha256 = sha256Of(READ_ONE_BUCKET);
    expect(await documentPage(ctx, { reviewId, sha256 })).toMatchObject({ revision: 2, name: "role.json" });
    expect(await documentPage(ctx, { reviewId, sha256, revision: 1 })).toMatchObject({ name: "other.json" });
  });

  it("is of the name that is asked for, where several have the same text", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const both = ["dev/role.json", "prod/role.json"];
    await sealRevision(
      db(),
      reviewId,
      3,
      both.map((name) => ({ name, text: ESCALATES })),
    );
    await queueRun(ctx, { reviewId, revision: 3 });
    await runQueuedChecks(systemContext(db()));
    const asked = { reviewId, sha256: sha256Of(ESCALATES), revision: 3 };
    for (const name of both) {
      const page = await documentPage(ctx, { ...asked, name });
      expect(page.name).toBe(name);
      expect(new Set(page.results.map(({ documentName }) => documentName))).toEqual(new Set([name]));
      expect(await documentPage(ctx, { ...asked, revision: undefined, name })).toMatchObject({ name });
    }
    expect(await documentPage(ctx, asked)).toMatchObject({ name: "dev/role.json" });
    await expect(documentPage(ctx, { ...asked, name: "other.json" })).rejects.toThrow(NotFound);
  });

  it("is not found by others, nor for a text the revision does not hold", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const sha256 = sha256Of(ESCALATES);
    const stranger = context(db(), personActor({ personId: 999 }));
    await expect(documentPage(stranger, { reviewId, sha256 })).rejects.toThrow(NotFound);
    await expect(documentPage(ctx, { reviewId, sha256, revision: 2 })).rejects.toThrow(NotFound);
    await expect(documentPage(ctx, { reviewId, sha256: "0".repeat(64) })).rejects.toThrow(NotFound);
  });

  describe("next to an earlier revision", () => {
    /** Role.json escalates in r1 and is narrow in r2; r3 holds another document beside it and it is as it was. */
    async function threeRevisions() {
      const { ctx, reviewId } = await twoRevisions();
      await sealRevision(db(), reviewId, 3, [
        { name: "role.json", text: READ_ONE_BUCKET },
        { name: "job.json", text: ESCALATES },
      ]);
      await queueRun(ctx, { reviewId, revision: 3 });
      await runQueuedChecks(systemContext(db()));
      const role = (against?: string, revision = 3) =>
        documentPage(ctx, { reviewId, sha256: sha256Of(READ_ONE_BUCKET), revision, against });
      return { ctx, reviewId, role };
    }

    it("is compared with the last that holds another text, its lines and its results", async () => {
      const { role } = await threeRevisions();
      const { comparison, compared, isNew } = await role();
      expect([compared, isNew]).toEqual([{ offered: [{ revision: 1, approved: false }], refused: false }, false]);
      expect(comparison).toMatchObject({ revision: 1, isLast: false, otherProfile: null });
      expect(comparison?.rows?.filter(({ kind }) => kind === "added")).toEqual([]);
      expect(comparison?.rows?.filter(({ kind }) => kind === "removed")).toHaveLength(6);
      expect(comparison?.results).toMatchObject({ appeared: [], still: [] });
      expect(comparison?.results?.fixed).toHaveLength(5);
      expect((await role(undefined, 2)).comparison).toMatchObject({ revision: 1, isLast: true });
    });

    it("is compared with the one that is asked for, or with none", async () => {
      const { role } = await threeRevisions();
      expect((await role("2")).comparison).toMatchObject({ revision: 2, results: { fixed: [] } });
      expect((await role("none")).comparison).toBeNull();
      expect(await role("7")).toMatchObject({ comparison: { revision: 1 }, compared: { refused: true } });
    });

    it("says what became of each document of the revision since", async () => {
      const { role } = await threeRevisions();
      const { documents, comparison } = await role();
      expect(documents.map(({ name, change }) => [name, change])).toEqual([
        ["role.json", { added: 0, removed: 6 }],
        ["job.json", "new"],
      ]);
      expect(comparison?.gone).toEqual([{ name: "other.json", sha256: sha256Of(READ_ONE_BUCKET) }]);
      expect((await role("2")).documents.map(({ change }) => change)).toEqual(["same", "new"]);
    });

    it("is new where none before holds a document of its name, which the first revision does not say", async () => {
      const { ctx, reviewId } = await threeRevisions();
      const sha256 = sha256Of(ESCALATES);
      const job = await documentPage(ctx, { reviewId, sha256, revision: 3 });
      expect(job).toMatchObject({ name: "job.json", isNew: true, comparison: null, compared: { offered: [] } });
      expect(await documentPage(ctx, { reviewId, sha256, revision: 1 })).toMatchObject({ isNew: false });
    });

    it("is the one that had another name and the same text, and is compared with what that was", async () => {
      const { ctx, reviewId } = await threeRevisions();
      const renamed = { name: "policies/role.json", text: READ_ONE_BUCKET };
      await sealRevision(db(), reviewId, 4, [renamed, { name: "job.json", text: ESCALATES }]);
      await queueRun(ctx, { reviewId, revision: 4 });
      await runQueuedChecks(systemContext(db()));
      const page = await documentPage(ctx, { reviewId, sha256: sha256Of(READ_ONE_BUCKET), revision: 4 });
      expect(page).toMatchObject({ name: renamed.name, isNew: false, compared: { offered: [{ revision: 1 }] } });
      expect(page.history.map(({ revision, name }) => [revision, name])).toEqual([
        [4, renamed.name],
        [3, "role.json"],
        [2, "role.json"],
        [1, "role.json"],
      ]);
      expect(page.comparison).toMatchObject({ revision: 1, name: "role.json", results: { appeared: [], still: [] } });
      expect(page.comparison?.results?.fixed).toHaveLength(5);
      expect(page.comparison?.gone.map(({ name }) => name)).toEqual(["other.json"]);
      const since = await documentPage(ctx, { reviewId, sha256: sha256Of(renamed.text), revision: 4, against: "3" });
      expect(since.comparison?.gone).toEqual([]);
      expect(since.documents.map(({ name, change }) => [name, change])).toEqual([
        [renamed.name, "same"],
        ["job.json", "same"],
      ]);
    });

    it("is offered next to what was approved last", async () => {
      const { ctx, reviewId, role } = await threeRevisions();
      const decidedById = ctx.actor.personId;
      const made = { reviewId, cycle: 1, reason: "Narrow enough", digest: "d", seen: {}, decidedById };
      await db()
        .insert(reviewDecisions)
        .values([
          { ...made, revision: 1, outcome: "approved", decidedAt: new Date("2026-01-02") },
          { ...made, revision: 2, outcome: "rejected", decidedAt: new Date("2026-01-03") },
        ]);
      expect((await role()).compared.offered).toEqual([{ revision: 1, approved: true }]);
      expect((await role(undefined, 2)).compared.offered).toEqual([{ revision: 1, approved: true }]);
    });

    it("has its results compared once the checks of both have finished", async () => {
      const { ctx, reviewId, role } = await threeRevisions();
      const later = READ_ONE_BUCKET.replace("reports", "papers");
      await sealRevision(db(), reviewId, 4, [{ name: "role.json", text: later }]);
      await queueRun(ctx, { reviewId, revision: 4 });
      const { comparison } = await documentPage(ctx, { reviewId, sha256: sha256Of(later), revision: 4 });
      expect(comparison).toMatchObject({ revision: 3, results: null });
      expect((await role()).comparison?.results).not.toBeNull();
    });

    it("is not found by others, whatever it is to be compared with", async () => {
      const { reviewId } = await threeRevisions();
      const stranger = context(db(), personActor({ personId: 999 }));
      const asked = { reviewId, sha256: sha256Of(READ_ONE_BUCKET), revision: 3, against: "1" };
      await expect(documentPage(stranger, asked)).rejects.toThrow(NotFound);
    });
  });
});
