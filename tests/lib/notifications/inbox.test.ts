import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, reviews } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { record } from "#lib/events/record.ts";
import type { Event } from "#lib/events/vocabulary.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { seeInbox } from "#lib/notifications/see-inbox.ts";
import { context, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService } from "#tests/support/people.ts";

describe("the inbox", () => {
  const db = useDatabase();
  let me: PersonActor;
  let other: PersonActor;
  let serviceId: number;

  beforeEach(async () => {
    me = await addPerson(db(), { name: "Ana" });
    other = await addPerson(db(), { name: "Ben" });
    serviceId = await addService(db());
  });

  type Parts = { requesterId?: number; guardianId?: number; reviewerId?: number };

  async function addReview(parts: Parts): Promise<number> {
    const row = {
      title: "Export",
      state: "in_review",
      intake: {},
      serviceId,
      createdAt: NOW,
      updatedAt: NOW,
      ...parts,
    };
    const [made] = await db()
      .insert(reviews)
      .values(row as typeof reviews.$inferInsert)
      .returning({ id: reviews.id });
    return made?.id ?? 0;
  }

  async function happen(actor: PersonActor, id: number, event: Pick<Event, "type" | "data">, now = NOW): Promise<void> {
    await record(context(db(), actor, { now }), { ...event, subject: { kind: "review", id } } as Event);
  }

  const commented = { type: "review.commented", data: { commentId: 1 } } as const;
  const inbox = (actor: PersonActor) => inboxFor(context(db(), actor));
  const sentences = async (actor: PersonActor) => (await inbox(actor)).items.map(({ sentence }) => sentence);

  it.each(["requesterId", "guardianId", "reviewerId"] as const)("has what others do where I am %s", async (part) => {
    const id = await addReview({ [part]: me.personId });
    await happen(other, id, commented);
    expect(await inbox(me)).toEqual({
      unread: 1,
      items: [
        {
          id: expect.any(Number),
          href: `/reviews/REV-${id}`,
          sentence: `Ben commented on REV-${id}.`,
          at: NOW,
          unread: true,
        },
      ],
    });
  });

  it("has nothing of what I did, nor of reviews that are not mine", async () => {
    await happen(me, await addReview({ requesterId: me.personId }), commented);
    await happen(other, await addReview({ requesterId: other.personId }), commented);
    expect(await sentences(me)).toEqual([]);
  });

  it("has what the system did", async () => {
    const id = await addReview({ requesterId: me.personId });
    const finished = { type: "policy-run.finished", data: { runId: 1, revision: 1, verdict: "pass" } } as const;
    await record(systemContext(db()), { ...finished, subject: { kind: "review", id } });
    expect(await sentences(me)).toEqual([`The policy checks of r1 of REV-${id} passed.`]);
  });

  it("keeps feedback to the guardian it is on", async () => {
    const id = await addReview({ requesterId: me.personId, guardianId: other.personId });
    const staff = await addPerson(db(), { name: "Elif" });
    const given = { type: "review.feedback-given", data: { feedbackId: 1, guardianId: other.personId } } as const;
    await happen(staff, id, given);
    expect(await sentences(me)).toEqual([]);
    expect(await sentences(other)).toEqual([`Elif gave feedback to Ben on REV-${id}.`]);
  });

  it("lists the latest ten, the newest first", async () => {
    const id = await addReview({ requesterId: me.personId });
    for (let revision = 1; revision <= 12; revision += 1) {
      await happen(other, id, { type: "review.rejected", data: { revision, digest: "d" } });
    }
    const found = await sentences(me);
    expect(found).toHaveLength(10);
    expect(found[0]).toBe(`Ben rejected r12 of REV-${id}.`);
  });

  it("counts what came after the last look", async () => {
    const id = await addReview({ requesterId: me.personId });
    await happen(other, id, commented);
    await seeInbox(context(db(), me, { now: NOW }));
    expect((await inbox(me)).unread).toBe(0);
    await happen(other, id, commented, new Date(NOW.getTime() + 1));
    expect((await inbox(me)).items.map(({ unread }) => unread)).toEqual([true, false]);
    const [row] = await db().select().from(people).where(eq(people.id, other.personId));
    expect(row?.inboxSeenAt).toBeNull();
  });
});
