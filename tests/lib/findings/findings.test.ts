import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { findings, roleGrants } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { findingsOf } from "#lib/findings/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  approved,
  type Cast,
  claimed,
  type PersonContext,
  refuses,
  rejected,
  submitted,
} from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

const FINDING = { title: "Anybody can read the export", severity: "high", blocking: true } as const;

describe("findings of a review", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const lastEvent = async () => (await recorded(db())).at(-1);
  const only = async () => (await db().select().from(findings))[0];

  const leave = ({ actor }: PersonContext) => deactivatePerson(cast.admin, { personId: actor.personId });

  async function raised() {
    const { id, sequence } = await claimed(cast);
    return raiseFinding(cast.engineer, id, { ...FINDING, sequence });
  }

  async function fixed() {
    const { id, sequence, findingId } = await raised();
    const answer = { sequence, answer: "The bucket is private now", state: "fixed" } as const;
    return { ...(await answerFinding(cast.requester, id, findingId, answer)), findingId };
  }

  describe("raising", () => {
    it("keeps severity, phase, finder, owner and due date", async () => {
      const { id, sequence } = await claimed(cast);
      const receipt = await raiseFinding(cast.engineer, id, { ...FINDING, cwe: 732, sequence });
      expect(receipt).toMatchObject({ sequence: sequence + 1, state: "in_review", findingId: 1 });
      expect(await only()).toMatchObject({
        severity: "high",
        firstSeverity: "high",
        cwe: 732,
        source: "manual",
        phase: "in_review",
        finder: "engineer",
        state: "open",
        escape: false,
        revision: 1,
        ownerId: cast.requester.actor.personId,
        raisedById: cast.engineer.actor.personId,
        dueOn: "2026-12-25",
      });
      const toIds = [cast.requester.actor.personId];
      const data = { findingId: 1, severity: "high", blocking: true, toIds } as const;
      expect(await lastEvent()).toEqual({ type: "finding.raised", subject: ["review", id], data });
    });

    it("gives one to the guardian where the requester has left, and to nobody where neither is left", async () => {
      const { id, sequence } = await claimed(cast);
      await leave(cast.requester);
      const first = await raiseFinding(cast.engineer, id, { ...FINDING, sequence });
      expect(await only()).toMatchObject({ ownerId: cast.guardian.actor.personId });
      await leave(cast.guardian);
      const second = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: first.sequence });
      const [kept] = await db().select().from(findings).where(eq(findings.id, second.findingId));
      expect(kept).toMatchObject({ ownerId: null });
      expect((await lastEvent())?.data).not.toHaveProperty("toIds");
    });

    it("knows the guardian's from the engineer's, and the worst come first", async () => {
      const { id, sequence } = await claimed(cast);
      const one = await raiseFinding(cast.guardian, id, { ...FINDING, severity: "low", sequence });
      await raiseFinding(cast.second, id, { ...FINDING, severity: "critical", sequence: one.sequence });
      const all = await findingsOf(cast.auditor, id);
      expect(all.map(({ severity, finder }) => [severity, finder])).toEqual([
        ["critical", "engineer"],
        ["low", "guardian"],
      ]);
    });

    it("marks one found after the approval as an escape, before or after the launch", async () => {
      const { id, sequence } = await approved(cast);
      const one = await raiseFinding(cast.second, id, { ...FINDING, blocking: false, sequence });
      const launched = await recordLaunch(cast.requester, id, { sequence: one.sequence, launchedOn: "2026-11-25" });
      await raiseFinding(cast.second, id, { ...FINDING, sequence: launched.sequence });
      const all = await db().select().from(findings).orderBy(findings.id);
      expect(all.map((finding) => [finding.escape, finding.phase])).toEqual([
        [true, "before_launch"],
        [true, "after_launch"],
      ]);
    });

    const ended = { reason: "Over" };
    const found = async () => {
      const all = await db().select().from(findings).orderBy(findings.id);
      return all.map((finding) => [finding.escape, finding.phase]);
    };

    it("marks one found in a launched change as an escape once its review is closed, and when it is open again", async () => {
      const { id, sequence } = await approved(cast);
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const closed = await closeReview(cast.second, id, { sequence: launched.sequence, ...ended });
      const one = await raiseFinding(cast.second, id, { ...FINDING, sequence: closed.sequence });
      expect(one.state).toBe("closed");
      const again = await reopenReview(cast.manager, id, { sequence: one.sequence, reason: "Found late" });
      await raiseFinding(cast.second, id, { ...FINDING, sequence: again.sequence });
      expect(await found()).toEqual([
        [true, "after_launch"],
        [true, "after_launch"],
      ]);
    });

    it("takes none where a closed review launched nothing, and an escape where what was approved is opened again", async () => {
      const { id, sequence } = await approved(cast);
      const closed = await closeReview(cast.second, id, { sequence, dropped: true, ...ended });
      const raise = { ...FINDING, sequence: closed.sequence };
      await refuses(db(), Conflict, () => raiseFinding(cast.second, id, raise));
      const again = await reopenReview(cast.manager, id, {
        sequence: closed.sequence,
        reason: "It is wanted after all",
      });
      await raiseFinding(cast.second, id, { ...FINDING, sequence: again.sequence });
      expect(await found()).toEqual([[true, "in_review"]]);
    });

    it("marks as no escape what is found in evidence that no approval saw", async () => {
      const { id, sequence } = await approved(cast);
      const open = await reopenReview(cast.requester, id, { sequence, reason: "The export is hourly now" });
      const one = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: open.sequence });
      const documents = [{ name: "role.json", content: READ_ONE_BUCKET }];
      const changed = await attachDocuments(cast.requester, id, { sequence: one.sequence, documents });
      const two = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: changed.sequence });
      const [document] = (await reviewDetail(cast.requester, id)).documents;
      const back = await removeDocument(cast.requester, id, document?.id ?? 0, { sequence: two.sequence });
      await raiseFinding(cast.engineer, id, { ...FINDING, sequence: back.sequence });
      expect(await found()).toEqual([
        [true, "in_review"],
        [false, "in_review"],
        [true, "in_review"],
      ]);
    });

    it("marks as no escape what is found after a rejection was asked for again", async () => {
      const { id } = await rejected(cast);
      const next = await submitted(cast, { previousReviewId: id });
      const open = await claimReview(cast.engineer, next.id, { sequence: next.sequence, conflict: "" });
      await raiseFinding(cast.engineer, next.id, { ...FINDING, sequence: open.sequence });
      expect(await found()).toEqual([[false, "in_review"]]);
    });

    it("refuses others, a review that is not in review, a stale number and bad fields", async () => {
      const { id, sequence } = await claimed(cast);
      const wanted = { ...FINDING, sequence };
      for (const ctx of [cast.requester, cast.colleague, cast.manager, cast.auditor]) {
        await refuses(db(), Forbidden, () => raiseFinding(ctx, id, wanted));
      }
      await refuses(db(), NotFound, () => raiseFinding(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => raiseFinding(cast.engineer, id, { ...wanted, sequence: 1 }));
      const bad = [
        { title: "" },
        { severity: "terrible" },
        { blocking: undefined },
        { cwe: -1 },
        { source: "policy_check" },
        { state: "verified" },
        { ownerId: 99_999 },
        { raisedById: 1 },
      ];
      for (const parts of bad) {
        await refuses(db(), Invalid, () => raiseFinding(cast.engineer, id, wrong({ ...wanted, ...parts })));
      }
      const open = await submitted(cast);
      const early = { ...wanted, sequence: open.sequence };
      await refuses(db(), Conflict, () => raiseFinding(cast.engineer, open.id, early));
    });
  });

  describe("answering", () => {
    it("says what is being done, and by whom it was fixed", async () => {
      const { id, sequence, findingId } = await raised();
      const started = { sequence, answer: "We look at it", state: "in_progress" } as const;
      const one = await answerFinding(cast.guardian, id, findingId, started);
      expect(await only()).toMatchObject({ state: "in_progress", fixedById: null });
      const data = { findingId, state: "in_progress" } as const;
      expect(await lastEvent()).toEqual({ type: "finding.answered", subject: ["review", id], data });
      const done = { sequence: one.sequence, answer: "It is private", state: "fixed" } as const;
      await answerFinding(cast.requester, id, findingId, done);
      const { personId } = cast.requester.actor;
      expect(await only()).toMatchObject({ state: "fixed", fixedById: personId, answeredById: personId, fixedAt: NOW });
    });

    it("is their owner's too, of what they own alone", async () => {
      const { id, sequence } = await claimed(cast);
      const ownerId = cast.outsider.actor.personId;
      const own = await raiseFinding(cast.engineer, id, { ...FINDING, sequence, ownerId });
      const other = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: own.sequence });
      const answerable = async (ctx: PersonContext) => {
        return (await findingsOf(ctx, id)).map((one) => [one.id, one.mayAnswer]);
      };
      const [mine, not] = [own.findingId, other.findingId];
      expect(await answerable(cast.outsider)).toEqual(
        expect.arrayContaining([
          [mine, true],
          [not, false],
        ]),
      );
      expect(await answerable(cast.requester)).toEqual(
        expect.arrayContaining([
          [mine, true],
          [not, true],
        ]),
      );
      expect(await answerable(cast.colleague)).toEqual(
        expect.arrayContaining([
          [mine, false],
          [not, false],
        ]),
      );
      const wanted = { sequence: other.sequence, answer: "It is private", state: "fixed" } as const;
      await refuses(db(), Forbidden, () => answerFinding(cast.outsider, id, not, wanted));
      await answerFinding(cast.outsider, id, mine, wanted);
      const [finding] = await db().select().from(findings).where(eq(findings.id, mine));
      expect(finding).toMatchObject({ state: "fixed", fixedById: ownerId });
    });

    it("refuses others, one of another review, one that is settled, and states that settle", async () => {
      const { id, sequence, findingId } = await fixed();
      const wanted = { sequence, answer: "Once more", state: "open" } as const;
      await refuses(db(), Forbidden, () => answerFinding(cast.colleague, id, findingId, wanted));
      await refuses(db(), NotFound, () => answerFinding(cast.outsider, id, findingId, wanted));
      await refuses(db(), NotFound, () => answerFinding(cast.requester, id, 999, wanted));
      await refuses(db(), Conflict, () => answerFinding(cast.requester, id, findingId, { ...wanted, sequence: 1 }));
      for (const state of ["verified", "accepted", "invalid"]) {
        await refuses(db(), Invalid, () => answerFinding(cast.requester, id, findingId, wrong({ ...wanted, state })));
      }
      await refuses(db(), Invalid, () => answerFinding(cast.requester, id, findingId, { ...wanted, answer: "" }));
      const other = await claimed(cast);
      const elsewhere = { ...wanted, sequence: other.sequence };
      await refuses(db(), NotFound, () => answerFinding(cast.requester, other.id, findingId, elsewhere));
      const settled = await settleFinding(cast.engineer, id, findingId, { sequence, state: "verified" });
      const late = { ...wanted, sequence: settled.sequence };
      await refuses(db(), Conflict, () => answerFinding(cast.requester, id, findingId, late));
    });
  });

  describe("settling", () => {
    it("verifies a fix, by someone other than who fixed it", async () => {
      const { id, sequence, findingId } = await raised();
      const answer = { sequence, answer: "I fixed it myself", state: "fixed" } as const;
      const one = await answerFinding(cast.engineer, id, findingId, answer);
      const wanted = { sequence: one.sequence, state: "verified" } as const;
      const error = await refuses(db(), Forbidden, () => settleFinding(cast.engineer, id, findingId, wanted));
      expect(error.message).toContain("fixed");
      await settleFinding(cast.second, id, findingId, wanted);
      expect(await only()).toMatchObject({ state: "verified", settledById: cast.second.actor.personId });
      const data = { findingId, state: "verified", invalidReason: null } as const;
      expect(await lastEvent()).toEqual({ type: "finding.settled", subject: ["review", id], data });
    });

    it("S07 verifies a fix by nobody who said that it is one, anyone who says so after them, until it is opened again", async () => {
      const { id, sequence, findingId } = await raised();
      const said = (sequence: number, answer: string, state: "fixed" | "in_progress" = "fixed") => {
        return { sequence, answer, state } as const;
      };
      const one = await answerFinding(cast.second, id, findingId, said(sequence, "I fixed it myself"));
      const two = await answerFinding(cast.requester, id, findingId, said(one.sequence, "Not yet", "in_progress"));
      const three = await answerFinding(cast.requester, id, findingId, said(two.sequence, "See change 12"));
      const verify = { sequence: three.sequence, state: "verified" } as const;
      const error = await refuses(db(), Forbidden, () => settleFinding(cast.second, id, findingId, verify));
      expect(error.message).toBe("You marked this finding as fixed. Someone else must verify it.");
      const { personId: secondId } = cast.second.actor;
      const { personId: requesterId } = cast.requester.actor;
      const fixerIds = async () => (await findingsOf(cast.engineer, id)).map((finding) => finding.fixerIds);
      expect(await fixerIds()).toEqual([[requesterId, secondId].sort((a, b) => a - b)]);
      const open = { sequence: three.sequence, state: "open", reason: "It is public still" } as const;
      const four = await settleFinding(cast.engineer, id, findingId, open);
      expect(await fixerIds()).toEqual([[]]);
      const five = await answerFinding(cast.requester, id, findingId, said(four.sequence, "It is private now"));
      expect(await fixerIds()).toEqual([[requesterId]]);
      await settleFinding(cast.second, id, findingId, { ...verify, sequence: five.sequence });
      expect(await only()).toMatchObject({ state: "verified", settledById: secondId });
    });

    it("marks it invalid with one of three reasons, and opens it again", async () => {
      const { id, sequence, findingId } = await raised();
      const invalid = { sequence, state: "invalid", invalidReason: "out_of_scope" } as const;
      const one = await settleFinding(cast.engineer, id, findingId, invalid);
      expect(await only()).toMatchObject({ state: "invalid", invalidReason: "out_of_scope" });
      const open = { sequence: one.sequence, state: "open", reason: "It is in scope" } as const;
      await settleFinding(cast.engineer, id, findingId, open);
      expect(await only()).toMatchObject({ state: "open", invalidReason: null, settleReason: "It is in scope" });
    });

    it("S07 takes a second person to find another's blocking finding invalid", async () => {
      const { id, sequence } = await raised();
      const theirs = await raiseFinding(cast.second, id, { ...FINDING, sequence });
      const invalid = { sequence: theirs.sequence, state: "invalid", invalidReason: "not_an_issue" } as const;
      const error = await refuses(db(), Forbidden, () => settleFinding(cast.engineer, id, theirs.findingId, invalid));
      expect(error.message).toContain("second person");
      const other = await settleFinding(cast.second, id, theirs.findingId, invalid);
      const advice = { ...FINDING, blocking: false, sequence: other.sequence };
      const more = await raiseFinding(cast.second, id, advice);
      const last = { ...invalid, sequence: more.sequence };
      expect(await settleFinding(cast.engineer, id, more.findingId, last)).toMatchObject({ id });
    });

    it("S07 refuses an engineer who requested the review or submitted its evidence", async () => {
      const roles = ["security_engineer", "program_manager"] as const;
      const both = { ...cast.engineer, actor: await addPerson(db(), { teamId: cast.teamId, roles }) };
      const open = await submitted(cast);
      const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
      const attached = await attachDocuments(both, open.id, { sequence: open.sequence, documents });
      const { id, sequence } = await claimReview(cast.engineer, open.id, { sequence: attached.sequence, conflict: "" });
      const { findingId, ...one } = await raiseFinding(cast.engineer, id, { ...FINDING, sequence });
      const wanted = { sequence: one.sequence, state: "invalid", invalidReason: "not_an_issue" } as const;
      await refuses(db(), Forbidden, () => settleFinding(both, id, findingId, wanted));
    });

    it("S07 refuses who belongs to the team that asks, and who stated a conflict", async () => {
      const { actor } = cast.colleague;
      await db().insert(roleGrants).values({ personId: actor.personId, role: "security_engineer", grantedAt: NOW });
      const ofTeam = { ...cast.colleague, actor: { ...actor, roles: ["security_engineer"] as const } };
      const { id, sequence } = await submitted(cast);
      const conflict = "I built it with them";
      const own = await claimReview(cast.second, id, { sequence, conflict });
      const free = await releaseReview(cast.second, id, { sequence: own.sequence, reason: "Someone else decides" });
      const held = await claimReview(cast.engineer, id, { sequence: free.sequence, conflict: "" });
      const { findingId, ...one } = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: held.sequence });
      const invalid = { sequence: one.sequence, state: "invalid", invalidReason: "not_an_issue" } as const;
      const asTeam = await refuses(db(), Forbidden, () => settleFinding(ofTeam, id, findingId, invalid));
      expect(asTeam.message).toContain("belong to the requesting team, or did");
      const inConflict = await refuses(db(), Forbidden, () => settleFinding(cast.second, id, findingId, invalid));
      expect(inConflict.message).toContain("stated a conflict of interest");
    });

    it("refuses a step that is none, others, a stale number and bad fields", async () => {
      const { id, sequence, findingId } = await raised();
      const verify = { sequence, state: "verified" } as const;
      const error = await refuses(db(), Conflict, () => settleFinding(cast.engineer, id, findingId, verify));
      expect(error.allowed).toEqual(["invalid"]);
      const reopen = { sequence, state: "open", reason: "x" } as const;
      await refuses(db(), Conflict, () => settleFinding(cast.engineer, id, findingId, reopen));
      const invalid = { sequence, state: "invalid", invalidReason: "duplicate" } as const;
      for (const ctx of [cast.requester, cast.guardian, cast.manager]) {
        await refuses(db(), Forbidden, () => settleFinding(ctx, id, findingId, invalid));
      }
      await refuses(db(), NotFound, () => settleFinding(cast.outsider, id, findingId, invalid));
      await refuses(db(), NotFound, () => settleFinding(cast.engineer, id, 999, invalid));
      await refuses(db(), Conflict, () => settleFinding(cast.engineer, id, findingId, { ...invalid, sequence: 1 }));
      for (const parts of [
        { invalidReason: "mood" },
        { invalidReason: undefined },
        { state: "fixed" },
        { state: "accepted", reason: "Low value", acceptedUntil: "2027-01-31" },
        { severity: "low" },
      ]) {
        await refuses(db(), Invalid, () =>
          settleFinding(cast.engineer, id, findingId, wrong({ ...invalid, ...parts })),
        );
      }
    });
  });
});
