import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "#lib/context.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { resubmitReview } from "#lib/reviews/asks/resubmit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, sentBack } from "#tests/support/reviews.ts";

describe("what one act leaves in an inbox", () => {
  const db = useDatabase();
  let cast: Cast;
  let review: { id: number; sequence: number };
  beforeEach(async () => {
    cast = await addCast(db());
    review = await sentBack(cast);
    const [newest] = (await inboxFor(cast.engineer)).items;
    await seeInbox(cast.engineer, { upTo: newest?.id ?? 1 });
  });

  /** The same person in a request of its own. */
  const on = <C extends Context>(ctx: C, day: string, requestId: string) => {
    return { ...at(ctx, `${day}T10:00:00Z`), requestId };
  };
  const news = async () => (await inboxFor(cast.engineer)).items.filter(({ unread }) => unread);
  const sentences = async () => (await news()).map(({ sentence }) => sentence);

  async function attach() {
    const documents = [
      { name: "reader.json", content: READ_ONE_BUCKET },
      { name: "second.json", content: READ_ONE_BUCKET },
    ];
    const ctx = on(cast.requester, "2026-11-26", "attaching");
    const attached = await attachDocuments(ctx, review.id, { sequence: review.sequence, documents });
    await runQueuedChecks({ ...systemContext(db(), new Date("2026-11-26T10:00:05Z")), requestId: "checking" });
    return attached.sequence;
  }

  it("is one line of new evidence, and one of its checks", async () => {
    await attach();
    expect(await sentences()).toEqual([
      `The policy checks of r2 of REV-${review.id} passed.`,
      `Rita Requester sealed r2 of REV-${review.id}.`,
    ]);
    expect((await inboxFor(cast.engineer)).unread).toBe(2);
  });

  it("is one line of a resubmission, which tells what led to it too", async () => {
    const sequence = await attach();
    const ctx = on(cast.requester, "2026-11-26", "answering");
    await resubmitReview(ctx, review.id, { sequence, message: "The platform team" });
    expect(await sentences()).toEqual([
      `Rita Requester sent r2 of REV-${review.id} back to review.`,
      `The policy checks of r2 of REV-${review.id} passed.`,
    ]);
  });

  it("is read as a whole once it was shown", async () => {
    const sequence = await attach();
    await resubmitReview(on(cast.requester, "2026-11-26", "answering"), review.id, { sequence });
    const [newest] = await news();
    await seeInbox(cast.engineer, { upTo: newest?.id ?? 0 });
    expect(await news()).toEqual([]);
  });

  it("keeps what another act says later, and what is told by name", async () => {
    const sequence = await attach();
    await resubmitReview(on(cast.requester, "2026-11-26", "answering"), review.id, { sequence });
    const mentions = [cast.engineer.actor.personId];
    const later = on(cast.requester, "2026-11-27", "commenting");
    await commentOnReview(later, review.id, { body: "The bucket has moved." });
    await commentOnReview(later, review.id, { body: "Enzo, do you see it?", mentions });
    expect((await sentences()).slice(0, 2)).toEqual([
      `Rita Requester mentioned you in REV-${review.id}.`,
      `Rita Requester sent r2 of REV-${review.id} back to review.`,
    ]);
  });
});
