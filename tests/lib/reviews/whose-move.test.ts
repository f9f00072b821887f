import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { exceptions, findings, people, reviews, reviewTierChanges } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { resumeReview } from "#lib/reviews/lifecycle/resume-review.ts";
import { countReviews, listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { context, NOW } from "#tests/support/actors.ts";
import { addFinding } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import {
  addCast,
  answered,
  type Cast,
  claimed,
  drafted,
  draftOf,
  modelBy,
  type PersonContext,
  sentBack,
  submitted,
} from "#tests/support/reviews.ts";

/** What each move is on the page: the verb that makes it. */
const VERBS = {
  finish: "submit",
  answer: "resubmit",
  claim: "claim",
  endorse: "endorse",
  review: "approve",
  decide: "approve",
  release: "release",
} as const;

describe("whose move a review waits for", () => {
  const db = useDatabase();
  let cast: Cast;
  /** An engineer who also runs the program: what they do to a review ties them to it. */
  let both: PersonContext;
  beforeEach(async () => {
    cast = await addCast(db());
    both = context(db(), await addPerson(db(), { roles: ["program_manager", "security_engineer"] }));
  });

  /** The move of each review, which every list, count and page says alike and the table allows. */
  async function movesOf(ctx: PersonContext): Promise<Record<number, string>> {
    const { reviews: all } = await listReviews(ctx, readFilter({ tab: "all" }));
    for (const line of all) {
      const page = await reviewDetail(ctx, line.id);
      expect([line.id, line.move, line.gates]).toEqual([page.id, page.move, page.gates]);
      // What is reviewed is theirs to decide, and a gate is missing.
      const answer = page.move === "review" ? { allowed: false, because: "state" } : { allowed: true };
      if (page.move) expect(page.may[VERBS[page.move]]).toMatchObject(answer);
    }
    const moves = all.flatMap(({ id, move }) => (move ? [[id, move] as const] : [])).sort(([a], [b]) => a - b);
    const ids = moves.map(([id]) => id);
    const mine = readFilter({ tab: "mine" });
    const ready = await listReviews(ctx, readFilter({ tab: "ready" }));
    expect((await listReviews(ctx, mine)).reviews.map(({ id }) => id).sort((a, b) => a - b)).toEqual(ids);
    expect(await countReviews(ctx, mine)).toBe(ids.length);
    expect(ready.reviews.map(({ id }) => id).sort((a, b) => a - b)).toEqual(
      moves.filter(([, move]) => move === "decide").map(([id]) => id),
    );
    const { needs, queue } = await needsOf(ctx);
    const asked = needs.filter(({ key }) => key.startsWith("turn-")).map(({ href }) => href);
    expect(asked.sort()).toEqual(ids.map((id) => `/reviews/REV-${id}`).sort());
    expect(Object.values(queue).reduce((sum, n) => sum + n)).toBe(ids.length);
    return Object.fromEntries(moves);
  }

  const tierOf = (id: number, tier: "high" | "low") => db().update(reviews).set({ tier }).where(eq(reviews.id, id));

  /** What `both` can have done to a review that keeps them from judging it, by its name. */
  const ACTS: Record<string, (id: number) => Promise<unknown>> = {
    "changed the answers": async (id) => {
      const { sequence } = await reviewDetail(both, id);
      return editReview(both, id, { sequence, intake: answered(["cryptography"]) });
    },
    "imported the threat model": async (id) => {
      const versionId = await modelBy(both, cast);
      const { sequence } = await reviewDetail(cast.requester, id);
      return attachThreatModel(cast.requester, id, { sequence, versionId });
    },
    "lowered the tier": (id) =>
      db()
        .insert(reviewTierChanges)
        .values({
          ...{ reviewId: id, fromTier: "high", toTier: "low", reason: "No data", byId: both.actor.personId, at: NOW },
        }),
    "granted a waiver": (id) =>
      db()
        .insert(exceptions)
        .values({
          ...{
            kind: "gate",
            reviewId: id,
            gate: "findings",
            reason: "Known",
            askedById: cast.requester.actor.personId,
          },
          ...{ approvedById: both.actor.personId, approvedAt: NOW, expiresOn: "2026-12-20" },
        }),
    "let a finding pass": async (id) => {
      await addFinding(db(), id, { at: NOW.toISOString(), state: "accepted", acceptedUntil: "2026-12-20" });
      return db().update(findings).set({ settledById: both.actor.personId, settledAt: NOW });
    },
  };

  it.each(Object.keys(ACTS))(
    "is not that of an engineer who %s: they are asked to claim no such review",
    async (act) => {
      const { id } = await submitted(cast);
      const other = await submitted(cast);
      expect(await movesOf(both)).toEqual({ [id]: "claim", [other.id]: "claim" });
      await ACTS[act]?.(id);
      expect(await movesOf(both)).toEqual({ [other.id]: "claim" });
      expect(await movesOf(cast.second)).toEqual({ [id]: "claim", [other.id]: "claim" });
    },
  );

  it.each(["changed the answers", "imported the threat model"])(
    "is not that of an engineer who %s: they are asked to endorse no such review",
    async (act) => {
      const { id } = await claimed(cast);
      await ACTS[act]?.(id);
      await tierOf(id, "high");
      expect(await movesOf(both)).toEqual({});
      expect(await movesOf(cast.second)).toEqual({ [id]: "endorse" });
    },
  );

  it("is an endorsement also of who lowered the tier or gave a waiver", async () => {
    const { id } = await claimed(cast);
    await ACTS["granted a waiver"]?.(id);
    await tierOf(id, "high");
    expect(await movesOf(both)).toEqual({ [id]: "endorse" });
  });

  it("is no decision of a reviewer who changed the answers since: they pass it on, and the gate says why in every list", async () => {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.manager, id, { sequence, conflict: "" });
    expect(await movesOf(cast.manager)).toEqual({ [id]: "decide" });
    await editReview(cast.manager, id, { sequence: mine.sequence, intake: answered(["wantsEngineer"]) });
    expect(await movesOf(cast.manager)).toEqual({ [id]: "release" });
    const { reviews: all } = await listReviews(cast.auditor, readFilter({}));
    expect(all[0]?.gates).toContainEqual({
      ...{ id: "conflicts", state: "unmet", meets: "decision" },
      reason: "The reviewer is not independent: they changed the intake answers or the evidence.",
    });
  });

  it("is no decision of a reviewer who is not independent where that gate is waived: the table keeps them from it", async () => {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.manager, id, { sequence, conflict: "" });
    await editReview(cast.manager, id, { sequence: mine.sequence, intake: answered(["wantsEngineer"]) });
    await db()
      .insert(exceptions)
      .values({
        ...{ kind: "gate", reviewId: id, gate: "conflicts", reason: "Known", askedById: cast.requester.actor.personId },
        ...{ approvedById: cast.second.actor.personId, approvedAt: NOW, expiresOn: "2026-12-20" },
      });
    expect(await movesOf(cast.manager)).toEqual({ [id]: "release" });
  });

  it("is nobody's who has lost the role in which they reviewed", async () => {
    await claimed(cast);
    const former = context(db(), { ...cast.engineer.actor, roles: [] });
    expect((await needsOf(former)).needs).toEqual([]);
    expect(await countReviews(former, readFilter({ tab: "mine" }))).toBe(0);
    expect(await countReviews(former, readFilter({ tab: "ready" }))).toBe(0);
  });

  it("is an answer of the assigned guardian while they are active, and of nobody who is paused", async () => {
    const { id } = await sentBack(cast);
    expect(await movesOf(cast.guardian)).toEqual({ [id]: "answer" });
    const paused = context(db(), { ...cast.guardian.actor, guardian: false });
    expect(await movesOf(paused)).toEqual({});
    expect(await movesOf(cast.requester)).toEqual({ [id]: "answer" });
  });

  describe("where the guardian asked for changes", () => {
    const asking = { reasonCode: "evidence", message: "Which bucket?" } as const;

    async function askedByGuardian() {
      const { id, sequence } = await claimed(cast);
      return requestChanges(cast.guardian, id, { sequence, ...asking });
    }

    /** A finding of theirs is all that they ask about. */
    async function askedByFinding() {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "Open bucket", severity: "low", blocking: false, sequence } as const;
      const { findingId, ...raised } = await raiseFinding(cast.guardian, id, finding);
      const request = { sequence: raised.sequence, reasonCode: "evidence", message: "" } as const;
      return { ...(await requestChanges(cast.guardian, id, request)), findingId };
    }

    const leave = ({ actor }: PersonContext) =>
      db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, actor.personId));

    /** Their move, which their list counts; findings that wait keep them from making it yet. */
    async function moveOf(ctx: PersonContext, id: number) {
      const { move } = await reviewDetail(ctx, id);
      expect(await countReviews(ctx, readFilter({ tab: "mine" }))).toBe(move ? 1 : 0);
      return move;
    }

    const answerers = async (id: number) => (await reviewDetail(cast.auditor, id)).answerers.map(({ name }) => name);

    it("is the requester's to answer, and not the guardian's own", async () => {
      const { id } = await askedByGuardian();
      expect(await movesOf(cast.guardian)).toEqual({});
      expect(await movesOf(cast.requester)).toEqual({ [id]: "answer" });
      expect(await answerers(id)).toEqual(["Rita Requester"]);
    });

    it("is the guardian's too where someone else asks for something besides", async () => {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "Open bucket", severity: "low", blocking: false, sequence } as const;
      const raised = await raiseFinding(cast.engineer, id, finding);
      await requestChanges(cast.guardian, id, { sequence: raised.sequence, ...asking });
      expect(await moveOf(cast.guardian, id)).toBe("answer");
      expect(await answerers(id)).toEqual(["Rita Requester", "Gus Guardian"]);
    });

    it("is the requester's of a finding that the guardian raised", async () => {
      const { id } = await askedByFinding();
      expect(await moveOf(cast.guardian, id)).toBeNull();
      expect(await moveOf(cast.requester, id)).toBe("answer");
    });

    it("is the requester's still once they have answered, and after a hold", async () => {
      const { id, findingId, sequence } = await askedByFinding();
      const answer = { answer: "It is closed now.", state: "fixed", sequence } as const;
      const fixed = await answerFinding(cast.requester, id, findingId, answer);
      expect(await movesOf(cast.guardian)).toEqual({});
      expect(await movesOf(cast.requester)).toEqual({ [id]: "answer" });
      const hold = { reasonCode: "time", reason: "A freeze", resumeOn: "2026-12-20" } as const;
      const held = await holdReview(cast.manager, id, { ...hold, sequence: fixed.sequence });
      await resumeReview(cast.manager, id, { sequence: held.sequence });
      expect(await movesOf(cast.guardian)).toEqual({});
      expect(await answerers(id)).toEqual(["Rita Requester"]);
    });

    it("is the guardian's where the requester has left", async () => {
      const { id } = await askedByGuardian();
      await leave(cast.requester);
      expect(await movesOf(cast.guardian)).toEqual({ [id]: "answer" });
      expect(await answerers(id)).toEqual(["Gus Guardian"]);
    });

    it("is the guardian's who asked for the review too", async () => {
      const own = draftOf(cast);
      const draft = await draftReview(cast.guardian, own);
      const { id, sequence } = await submitReview(cast.guardian, draft.id, { sequence: draft.sequence });
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "" });
      await requestChanges(cast.guardian, id, { sequence: mine.sequence, ...asking });
      expect(await movesOf(cast.guardian)).toEqual({ [id]: "answer" });
    });
  });

  it("is of everybody what the page lets them do", async () => {
    await drafted(cast);
    await submitted(cast);
    await sentBack(cast);
    await tierOf((await claimed(cast)).id, "high");
    const draft = await drafted(cast);
    await submitReview(cast.requester, draft.id, { sequence: draft.sequence });
    const { requester, guardian, colleague, engineer, second, manager, auditor } = cast;
    const counts = [];
    for (const ctx of [requester, guardian, colleague, engineer, second, manager, auditor, both]) {
      counts.push(Object.keys(await movesOf(ctx)).length);
    }
    expect(counts).toEqual([2, 1, 0, 3, 3, 0, 0, 3]);
  });
});
