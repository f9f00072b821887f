import { beforeEach, describe, expect, it } from "vitest";
import ReviewPage from "#app/(program)/reviews/[ref]/page.tsx";
import { reviews } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

const TO_COME = "The checks run when the review is submitted.";

describe("the page of a review", () => {
  const opened = useProductDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(opened().db);
  });

  const page = async (id: number) =>
    shownText(await ReviewPage({ params: Promise.resolve({ ref: `REV-${id}` }), searchParams: Promise.resolve({}) }));

  it("says that checks are to come of a draft alone", async () => {
    const { id, sequence } = await drafted(cast);
    actor = cast.requester.actor;
    expect(await page(id)).toContain(TO_COME);
    await cancelReview(cast.requester, id, { sequence, reason: "Dropped" });
    expect(await page(id)).not.toContain(TO_COME);
  });

  it("says of what another tracker decided that no revision was made here", async () => {
    const row = "C-2,2026-01-05T09:00:00Z,2026-01-09T09:00:00Z,approved";
    const content = `change_id,submitted_at,decided_at,decision\n${row}\n`;
    await importPastReviews(cast.manager, { fileName: "past.csv", content, dryRun: false });
    const [review] = await opened().db.select({ id: reviews.id }).from(reviews);
    actor = cast.manager.actor;
    const text = await page(review?.id ?? 0);
    expect(text).toContain("Never submitted here, so nothing was checked.");
    expect(text).not.toContain(TO_COME);
  });
});
