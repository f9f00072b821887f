import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { checkRuns } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { reviewPage } from "#lib/pages/review-page.ts";
import { attachDocuments } from "#lib/reviews/attach-documents.ts";
import { submitReview } from "#lib/reviews/submit-review.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";

const meanwhile = vi.hoisted(() => ({ happens: async (): Promise<void> => undefined }));

// Between what the page reads first and what it reads last.
vi.mock("#lib/findings/queries.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("#lib/findings/queries.ts")>();
  return {
    ...original,
    findingsOf: async (ctx: Context, reviewId: number) => {
      await meanwhile.happens();
      return original.findingsOf(ctx, reviewId);
    },
  };
});

describe("the page of a review", () => {
  const opened = useTestDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(opened().db);
  });
  afterEach(() => {
    meanwhile.happens = async () => undefined;
  });

  async function submitted(): Promise<number> {
    const draft = await drafted(cast);
    const documents = [{ name: "reader.json", content: READ_ONE_BUCKET }];
    const attached = await attachDocuments(cast.requester, draft.id, { sequence: draft.sequence, documents });
    return (await submitReview(cast.requester, draft.id, { sequence: attached.sequence })).id;
  }

  async function finish(db: Db, reviewId: number): Promise<void> {
    await db.update(checkRuns).set({ state: "finished" }).where(eq(checkRuns.reviewId, reviewId));
  }

  it("is of one moment, so that it asks again where its checks end while it is read", async () => {
    const id = await submitted();
    const { driver, db } = opened();
    let written: Promise<void> = Promise.resolve();
    meanwhile.happens = async () => {
      written = finish(db, id);
      // A server takes it at once; the embedded database, which does one thing after another, before or after the page.
      if (driver.kind === "postgres") await written;
    };
    const page = await reviewPage(cast.requester, id, 1);
    await written;
    const waits = page.review.gates.find(({ id }) => id === "policy_checks")?.reason ?? "";
    expect([page.run?.state, waits]).toEqual(["queued", expect.stringContaining("run")]);
    const next = await reviewPage(cast.requester, id, 1);
    expect(next.run?.state).toBe("finished");
  });
});
