import { beforeEach, describe, expect, it } from "vitest";
import { Conflict, Forbidden, NotFound } from "#lib/errors.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { remind } from "#lib/reviews/asks/remind.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { at } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { recorded } from "#tests/support/recorded.ts";
import { addCast, type Cast, claimed, Journey, refuses, submitted } from "#tests/support/reviews.ts";

describe("a reminder", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  it("is one notice to the reviewer, and changes nothing of the review", async () => {
    const review = new Journey(await claimed(cast));
    const before = review.sequence;
    await review.do(remind, at(cast.requester, "2026-11-25T15:00:00Z"));
    expect(review.sequence).toBe(before);
    const toIds = [cast.engineer.actor.personId];
    expect((await recorded(db())).at(-1)).toMatchObject({ type: "review.reminded", data: { toIds } });
    expect((await inboxFor(cast.engineer)).items[0]).toMatchObject({
      sentence: `Rita Requester sent a reminder about ${review.ref}.`,
      unread: true,
    });
  });

  it("goes to those who answer while changes are requested, and not to a guardian who asked", async () => {
    const toIds = async () => (await recorded(db())).at(-1)?.data;
    const asked = { reasonCode: "evidence", message: "Why?" } as const;
    const one = new Journey(await claimed(cast));
    await one.do(requestChanges, cast.engineer, asked);
    await one.do(remind, cast.engineer);
    expect(await toIds()).toEqual({ toIds: [cast.requester, cast.guardian].map(({ actor }) => actor.personId) });
    const two = new Journey(await claimed(cast));
    await two.do(requestChanges, cast.guardian, asked);
    await two.do(remind, cast.guardian);
    expect(await toIds()).toEqual({ toIds: [cast.requester.actor.personId] });
  });

  it("is sent once a day, by whom it may be", async () => {
    const { id, sequence } = await claimed(cast);
    await remind(cast.requester, id, { sequence });
    const error = await refuses(db(), Conflict, () => remind(cast.guardian, id, { sequence }));
    expect(error.message).toBe("A reminder was sent today.");
    expect((await reviewDetail(cast.guardian, id)).may.remind).toMatchObject({ allowed: false, because: "state" });
    await remind(at(cast.guardian, "2026-11-27T09:00:00Z"), id, { sequence });
    expect((await recorded(db())).filter(({ type }) => type === "review.reminded")).toHaveLength(2);
  });

  it("is refused of one's own move, in the queue, by others and where the review cannot be seen", async () => {
    const { id, sequence } = await claimed(cast);
    const error = await refuses(db(), Conflict, () => remind(cast.engineer, id, { sequence }));
    expect(error.message).toBe("The next move is yours.");
    await refuses(db(), Forbidden, () => remind(cast.second, id, { sequence }));
    await refuses(db(), NotFound, () => remind(cast.outsider, id, { sequence }));
    await refuses(db(), Conflict, () => remind(cast.requester, id, { sequence: sequence - 1 }));
    const queued = await submitted(cast);
    await refuses(db(), Conflict, () => remind(cast.requester, queued.id, { sequence: queued.sequence }));
  });

  it("finds no one where the requester has left and no guardian is assigned", async () => {
    const review = new Journey(await claimed(cast));
    await review.do(requestChanges, cast.engineer, { reasonCode: "evidence", message: "Why?" });
    await review.do(assignGuardian, cast.manager, { guardianId: null });
    await deactivatePerson(cast.admin, { personId: cast.requester.actor.personId });
    const { id, sequence } = review;
    const error = await refuses(db(), Conflict, () => remind(cast.engineer, id, { sequence }));
    expect(error.message).toBe("No one can make the next move: assign a guardian first.");
  });
});
