import { describe, expect, it } from "vitest";
import { NotFound } from "#lib/errors.ts";
import { documentPage } from "#lib/policies/document-page.ts";
import { queueRun } from "#lib/policies/queue-run.ts";
import { runQueuedChecks } from "#lib/policies/run-queued-checks.ts";
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
      { revision: 2, sha256: sha256Of(READ_ONE_BUCKET) },
      { revision: 1, sha256: sha256Of(ESCALATES) },
    ]);
  });

  it("is of the latest revision that holds the text, unless one is named", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const sha256 = sha256Of(READ_ONE_BUCKET);
    expect(await documentPage(ctx, { reviewId, sha256 })).toMatchObject({ revision: 2, name: "role.json" });
    expect(await documentPage(ctx, { reviewId, sha256, revision: 1 })).toMatchObject({ name: "other.json" });
  });

  it("is not found by others, nor for a text the revision does not hold", async () => {
    const { ctx, reviewId } = await twoRevisions();
    const sha256 = sha256Of(ESCALATES);
    const stranger = context(db(), personActor({ personId: 999 }));
    await expect(documentPage(stranger, { reviewId, sha256 })).rejects.toThrow(NotFound);
    await expect(documentPage(ctx, { reviewId, sha256, revision: 2 })).rejects.toThrow(NotFound);
    await expect(documentPage(ctx, { reviewId, sha256: "0".repeat(64) })).rejects.toThrow(NotFound);
  });
});
