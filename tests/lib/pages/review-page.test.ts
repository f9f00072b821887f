import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { checkRuns, reviewComments } from "#db/schema/index.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { reviewPage, reviewWithFindings } from "#lib/pages/review-page.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed, drafted } from "#tests/support/reviews.ts";

const meanwhile = vi.hoisted(() => ({ happens: async (): Promise<void> => undefined }));

// Between what the page reads first and what it reads last.
vi.mock("#lib/findings/queries.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("#lib/findings/queries.ts")>();
  return {
    ...original,
    findingsOf: async (...given: Parameters<typeof original.findingsOf>) => {
      await meanwhile.happens();
      return original.findingsOf(...given);
    },
    findingsPage: async (...given: Parameters<typeof original.findingsPage>) => {
      await meanwhile.happens();
      return original.findingsPage(...given);
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

  /** Writes while something is read. A server takes it at once; the embedded database before or after what reads. */
  function writeMeanwhile(write: () => Promise<unknown>): () => Promise<unknown> {
    let written: Promise<unknown> = Promise.resolve();
    meanwhile.happens = async () => {
      meanwhile.happens = async () => undefined;
      written = write();
      if (opened().driver.kind === "postgres") await written;
    };
    return () => written;
  }

  it("S46 has a page of a long discussion, the latest first, and counts all of it", async () => {
    const id = await submitted();
    const rows = Array.from({ length: 30 }, (_, at) => {
      const said = { reviewId: id, body: `${at} `.padEnd(3_000, "<"), createdAt: new Date(at) };
      return { ...said, ask: at === 0, authorId: cast.engineer.actor.personId };
    });
    await opened().db.insert(reviewComments).values(rows);
    const numbers = async (messages: number) => {
      const { discussion } = await reviewPage(cast.requester, id, { messages });
      return discussion.comments.map(({ body }) => Number.parseInt(body, 10));
    };
    const { discussion } = await reviewPage(cast.requester, id);
    const { total, pages } = discussion.place;
    expect([total, discussion.unanswered]).toEqual([30, 1]);
    const all = [];
    for (let page = pages; page >= 1; page -= 1) all.push(...(await numbers(page)));
    expect(all).toEqual(Array.from({ length: 30 }, (_, at) => at));
    expect(pages).toBeGreaterThan(5);
  });

  it("S46 reads no document that it does not quote", async () => {
    const { texts } = await reviewPage(cast.requester, await submitted());
    expect(texts).toEqual({});
  });

  it("is of one moment, so that it asks again where its checks end while it is read", async () => {
    const id = await submitted();
    const written = writeMeanwhile(() => finish(opened().db, id));
    const page = await reviewPage(cast.requester, id, { revision: 1 });
    await written();
    const waits = page.review.gates.find((gate) => gate.id === "policy_checks")?.reason ?? "";
    expect([page.run?.state, page.running, waits]).toEqual(["queued", true, expect.stringContaining("still running")]);
    expect(page.waiting).toEqual([{ id: page.run?.id, revision: 1, state: "queued", error: null }]);
    const next = await reviewPage(cast.requester, id, { revision: 1 });
    expect(next.waiting).toEqual([]);
    expect([next.run?.state, next.running]).toEqual(["finished", false]);
  });

  it("asks again for the gates of a newer revision, whichever is shown", async () => {
    const id = await submitted();
    await finish(opened().db, id);
    const { sequence } = (await reviewPage(cast.requester, id, { revision: 1 })).review;
    const documents = [{ name: "reader.json", content: ESCALATES }];
    await attachDocuments(cast.requester, id, { sequence, documents });
    const page = await reviewPage(cast.requester, id, { revision: 1 });
    expect([page.shown, page.review.revision, page.run?.state, page.running]).toEqual([1, 2, "finished", true]);
    expect(page.waiting).toMatchObject([{ revision: 2, state: "queued" }]);
  });
  it("is of one moment as the API answers it: findings that its gates know of", async () => {
    const { id, sequence } = await claimed(cast);
    const raise = () => raiseFinding(cast.engineer, id, { sequence, title: "Open", severity: "high", blocking: true });
    const written = writeMeanwhile(raise);
    const answer = await reviewWithFindings(cast.requester, id);
    await written();
    const stateOf = ({ gates }: typeof answer) => gates.find((gate) => gate.id === "findings")?.state;
    expect([answer.sequence, answer.findings.length, stateOf(answer)]).toEqual([sequence, 0, "met"]);
    const next = await reviewWithFindings(cast.requester, id);
    expect([next.sequence, next.findings.length, stateOf(next)]).toEqual([sequence + 1, 1, "unmet"]);
  });
});
