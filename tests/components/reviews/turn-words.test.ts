import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { shownGates } from "#components/reviews/decisions/shown-gates.ts";
import { readerOf } from "#components/reviews/moves/move-permission.ts";
import { movesOf } from "#components/reviews/moves/offered-moves.ts";
import { askers, turnTitle } from "#components/reviews/turn-words.ts";
import { guardianships, people, roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { assignGuardian } from "#lib/reviews/involvement/assign-guardian.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { leadingMove } from "#lib/reviews/rules/next-move.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import {
  addCast,
  approved,
  approvedWithConditions,
  type Cast,
  claimed,
  drafted,
  draftOf,
  type PersonContext,
  sentBack,
} from "#tests/support/reviews.ts";

describe("who a review says that it waits for", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const leave = () =>
    db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, cast.requester.actor.personId));
  const pause = () =>
    db().update(guardianships).set({ state: "paused" }).where(eq(guardianships.personId, cast.guardian.actor.personId));

  /** What the page says to someone: whose turn it is, and what happens next. */
  async function said(id: number, ctx: PersonContext = cast.second): Promise<[title: string, next: string]> {
    const review = await reviewDetail(ctx, id);
    return [turnTitle(review), movesOf(review, readerOf(ctx.actor, review)).next];
  }

  const both = "Rita Requester or Gus Guardian";

  it("is an engineer in the queue, and where none is independent of it anyone else who may claim", async () => {
    const { id } = await draftReview(cast.engineer, draftOf(cast));
    await submitReview(cast.engineer, id, { sequence: 1 });
    const queued = "A security engineer can claim it.";
    expect(await said(id, cast.requester)).toEqual(["Waits for a security engineer", queued]);
    expect(await said(id)).toEqual([
      "Waits for a security engineer",
      "You become the reviewer. Only you can decide until you release it.",
    ]);
    await db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, cast.second.actor.personId));
    const none = ["Waits for a program manager", "A program manager can claim it."];
    expect(await said(id, cast.requester)).toEqual(none);
    expect(await said(id, cast.engineer)).toEqual(none);
  });

  it("are findings to settle, of what is rejected with one", async () => {
    const { id, sequence } = await claimed(cast);
    const open = { title: "Open bucket", severity: "high", blocking: true } as const;
    const raised = await raiseFinding(cast.engineer, id, { sequence, ...open });
    await rejectReview(cast.engineer, id, { sequence: raised.sequence, reason: "Not this way" });
    const [, next] = await said(id, cast.engineer);
    expect(next).toMatch(/^A finding is not resolved yet\./);
  });

  it("are those who may answer a request for changes", async () => {
    const { id } = await sentBack(cast);
    expect(await said(id)).toEqual([`${both} answers`, `${both} is next.`]);
    expect(await said(id, cast.requester)).toEqual(["Your turn to answer", "Enzo Engineer is next."]);
    await pause();
    expect(await said(id)).toEqual(["Rita Requester answers", "Rita Requester is next."]);
  });

  it("is the requester where the guardian asked, who is not led to answer themselves", async () => {
    const { id, sequence } = await claimed(cast);
    await requestChanges(cast.guardian, id, { sequence, reasonCode: "evidence", message: "Which bucket?" });
    expect(await said(id, cast.guardian)).toEqual(["Rita Requester answers", "Rita Requester is next."]);
    const review = await reviewDetail(cast.guardian, id);
    const { primary, groups } = movesOf(review, readerOf(cast.guardian.actor, review));
    expect(primary).toBeNull();
    expect(groups.flat().find(({ key }) => key === "resubmit")?.permission).toEqual({ allowed: true });
  });

  it("is, before the guardian asks, who it is after that", async () => {
    const { id } = await claimed(cast);
    const next = async () => (await said(id, cast.guardian))[1];
    expect(await next()).toBe("Includes unanswered findings. Rita Requester is next.");
    await leave();
    expect(await next()).toBe("Includes unanswered findings. Gus Guardian is next.");
  });

  it("is nobody's to answer their own finding", async () => {
    const { id, sequence } = await claimed(cast);
    const finding = { title: "Open bucket", severity: "low", blocking: false, sequence } as const;
    const raised = await raiseFinding(cast.guardian, id, finding);
    await requestChanges(cast.guardian, id, { sequence: raised.sequence, reasonCode: "evidence", message: "" });
    const primaryOf = async (ctx: PersonContext) => {
      const review = await reviewDetail(ctx, id);
      return movesOf(review, readerOf(ctx.actor, review)).primary?.label ?? null;
    };
    expect(await primaryOf(cast.guardian)).toBeNull();
    expect(await primaryOf(cast.requester)).toBe("Answer the findings");
  });

  it("are those who may finish a draft", async () => {
    const { id } = await drafted(cast);
    expect(await said(id)).toEqual([`${both} finishes the draft`, `${both} is next.`]);
    await leave();
    expect(await said(id)).toEqual(["Gus Guardian finishes the draft", "Gus Guardian is next."]);
  });

  it("is the guardian of a draft that its requester left, then a program manager, and home asks them", async () => {
    const { id, sequence } = await drafted(cast);
    const asked = async (ctx: PersonContext) => {
      const words = ctx === cast.manager ? "Finish or cancel" : "Finish, or request cancellation of";
      return (await needsOf(ctx)).needs.filter(({ verb }) => verb === words).map(({ thing }) => thing);
    };
    expect(await asked(cast.guardian)).toEqual([]);
    await leave();
    expect(await asked(cast.guardian)).toEqual([`REV-${id} Nightly export`]);
    expect(await asked(cast.manager)).toEqual([]);
    await pause();
    expect(await asked(cast.guardian)).toEqual([]);
    expect(await said(id)).toEqual([
      "Waits for a program manager",
      "A program manager can finish or cancel the draft.",
    ]);
    expect((await said(id, cast.manager))[0]).toBe("Waits for a program manager");
    expect(await asked(cast.manager)).toEqual([`REV-${id} Nightly export`]);
    expect(await asked(cast.second)).toEqual([]);
    await cancelReview(cast.manager, id, { sequence, reason: "Nobody needs it" });
    expect(await asked(cast.manager)).toEqual([]);
  });

  it("are those who could answer what is not asked yet", async () => {
    const { id } = await claimed(cast);
    await leave();
    expect(askers(await reviewDetail(cast.engineer, id))).toBe("Gus Guardian");
  });

  it("is nobody where none of them may: a guardian has to be assigned, and home asks the program managers", async () => {
    const { id, sequence } = await sentBack(cast);
    await pause();
    const asked = async (ctx: PersonContext) =>
      (await needsOf(ctx)).needs.filter(({ verb }) => verb === "Assign a guardian to").map(({ thing }) => thing);
    expect(await asked(cast.manager)).toEqual([]);
    await leave();
    expect(await said(id)).toEqual([
      "No one left to answer",
      "A security engineer or a program manager must assign a guardian.",
    ]);
    expect(await asked(cast.manager)).toEqual([`REV-${id} Nightly export`]);
    expect(await asked(cast.second)).toEqual([]);
    const guardian = (await activeGuardian()).actor.personId;
    await assignGuardian(cast.manager, id, { sequence, guardianId: guardian });
    expect(await asked(cast.manager)).toEqual([]);
    expect((await said(id))[0]).toBe("Cleo Colleague answers");
  });

  it("is, once it was launched, anyone who settles what is open in it, and then anyone who closes it", async () => {
    const launch = ({ id, sequence }: { id: number; sequence: number }) =>
      recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
    const promised = await launch(await approvedWithConditions(cast, "after_launch"));
    const condition = "A condition of the approval is not verified yet.";
    expect((await said(promised.id, cast.requester))[1]).toBe(condition);
    expect((await said(promised.id))[1]).toBe(condition);
    const { id, sequence } = await approved(cast);
    const raised = await raiseFinding(cast.engineer, id, {
      ...{ title: "No owner", severity: "low", blocking: false, sequence },
    });
    const launched = await launch({ id, sequence: raised.sequence });
    const finding = "A finding is not resolved yet. Verify it, mark it invalid or accept its risk first.";
    expect((await said(id, cast.requester))[1]).toBe(finding);
    expect((await said(id))[1]).toBe(finding);
    const invalid = { sequence: launched.sequence, state: "invalid", invalidReason: "duplicate" } as const;
    await settleFinding(cast.second, id, raised.findingId, invalid);
    expect((await said(id, cast.requester))[1]).toBe("Launched. It can be closed.");
    expect((await said(id))[1]).toBe("Ends the review.");
    const over = { reason: "Over", sequence: launched.sequence + 1 };
    const closed = await closeReview(cast.second, id, over);
    expect((await said(id))[1]).toBe("Nothing left to do.");
    expect((await said(id, cast.requester))[1]).toBe("Nothing left to do, unless it is reopened.");
    const late = { title: "Open bucket", severity: "high", blocking: true, sequence: closed.sequence } as const;
    await raiseFinding(cast.engineer, id, late);
    expect((await said(id))[1]).toBe(finding);
    const { gates, state, launchedSince } = await reviewDetail(cast.second, id);
    const gate = shownGates({ gates, state, launchedSince }).find(({ id }) => id === "findings");
    expect(gate).toMatchObject({ state: "past", reason: "1 blocking finding is open." });
  });

  it("is the launch again, of what was launched, opened again and approved again", async () => {
    const { id, sequence } = await approved(cast);
    const live = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
    const again = await reopenReview(cast.requester, id, { sequence: live.sequence, reason: "A second export" });
    await approveReview(cast.engineer, id, { sequence: again.sequence });
    expect((await said(id, cast.auditor))[1]).toBe("Record its launch next.");
    const { may, ...review } = await reviewDetail(cast.requester, id);
    expect(leadingMove(review, (verb) => may[verb].allowed)).toBe("record_launch");
  });

  async function activeGuardian(): Promise<PersonContext> {
    await db()
      .insert(guardianships)
      .values({
        ...{ personId: cast.colleague.actor.personId, teamId: cast.teamId, state: "active", rationale: "Knows it" },
        ...{ nominatedAt: NOW, consentedAt: NOW, activeAt: NOW },
      });
    return cast.colleague;
  }
});
