import { beforeEach, describe, expect, it } from "vitest";
import { guardianWords } from "#components/reviews/guardian-words.ts";
import { guardianships } from "#db/schema/index.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { pause } from "#lib/guardians/pause.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, approved, type Cast, claimed, drafted } from "#tests/support/reviews.ts";

describe("the guardian of a review", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const acts = ({ id, sequence }: Receipt, guardian = cast.guardian) =>
    raiseFinding(guardian, id, { sequence, title: "Keys in the log", severity: "low", blocking: false });
  const read = (id: number) => reviewDetail(cast.engineer, id);

  it("was involved by an act of theirs", async () => {
    const review = await claimed(cast);
    expect(guardianWords(await read(review.id))).toBe("assigned, no act yet");
    await acts(review);
    expect(guardianWords(await read(review.id))).toBe("involved by act");
  });

  it("is assigned before anything is submitted", async () => {
    const { id } = await drafted(cast);
    expect(guardianWords(await reviewDetail(cast.requester, id))).toBe("assigned, no act yet");
  });

  it("is not said to be involved for who was it before, whose input is rated", async () => {
    const raised = await acts(await claimed(cast));
    const { personId } = cast.colleague.actor;
    await db()
      .insert(guardianships)
      .values({
        ...{ personId, teamId: cast.teamId, state: "active", rationale: "Knows it" },
        ...{ nominatedAt: NOW, consentedAt: NOW, activeAt: NOW },
      });
    await assignGuardian(cast.manager, raised.id, { sequence: raised.sequence, guardianId: personId });
    const review = await read(raised.id);
    expect(review).toMatchObject({
      guardian: { name: "Cleo Colleague" },
      guardianAtSubmit: { name: "Gus Guardian" },
      involved: true,
    });
    expect(guardianWords(review)).toBe("not its active guardian when it was submitted");
  });

  it("is not said to be assigned late who was paused when it was submitted", async () => {
    const { id, sequence } = await drafted(cast);
    await pause(cast.guardian, { personId: cast.guardian.actor.personId, reason: "Leave" });
    await submitReview(cast.requester, id, { sequence });
    expect(guardianWords(await reviewDetail(cast.requester, id))).toBe("not its active guardian when it was submitted");
  });

  it("is not said to have no act yet whose act came after the decision", async () => {
    const { id } = await acts(await approved(cast), at(cast.guardian, "2026-11-26T09:00:00Z"));
    expect(guardianWords(await read(id))).toBe("assigned, no act before the decision");
    const later = at(cast.requester, "2026-11-26T10:00:00Z");
    const { sequence } = await read(id);
    await reopenReview(later, id, { sequence, reason: "More" });
    expect(guardianWords(await reviewDetail(later, id))).toBe("involved by act");
  });
});
