import { desc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { approveReviewAction, claimReviewAction } from "#app/(program)/reviews/[ref]/actions.ts";
import { events } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, claimed, submitted } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("what somebody is refused on the page of a review", () => {
  const opened = useProductDatabase();

  it("S41 is recorded with the review that it was about", async () => {
    const { db } = opened();
    const cast = await addCast(db);
    const open = await submitted(cast);
    const held = await claimed(cast);
    actor = cast.auditor.actor;
    const last = async () => (await db.select().from(events).orderBy(desc(events.id)).limit(1))[0];
    expect(await claimReviewAction(open.id, { sequence: open.sequence, conflict: "" })).toMatchObject({ ok: false });
    const refused = { type: "access.refused", actorId: actor.personId, subjectId: actor.personId };
    expect(await last()).toMatchObject({ ...refused, data: { action: `claim-review ${open.ref}` } });
    expect(await approveReviewAction(held.id, { sequence: held.sequence })).toMatchObject({ ok: false });
    expect(await last()).toMatchObject({ ...refused, data: { action: `approve-review ${held.ref}` } });
  });
});
