import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, reviews, roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { keepCondition } from "#lib/reviews/conditions/keep-condition.ts";
import { verifyCondition } from "#lib/reviews/conditions/verify-condition.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import {
  addCast,
  answered,
  approved,
  type Cast,
  claimed,
  conditionOf,
  type PersonContext,
  submitted,
} from "#tests/support/reviews.ts";

describe("who is asked to verify", () => {
  const db = useDatabase();
  let cast: Cast;
  /** An engineer who also runs the program. */
  let both: PersonContext;
  beforeEach(async () => {
    cast = await addCast(db());
    both = context(db(), await addPerson(db(), { roles: ["program_manager", "security_engineer"] }));
  });

  const KINDS: readonly string[] = ["finding", "condition"];

  /** What each of these is asked about findings and conditions. */
  async function asked(...people: PersonContext[]): Promise<string[][]> {
    const all = [];
    for (const person of people) {
      const needs = (await needsOf(person)).needs.filter(({ kind }) => KINDS.includes(kind));
      all.push(needs.map(({ verb }) => verb));
    }
    return all;
  }

  const leave = ({ actor }: PersonContext) =>
    db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, actor.personId));
  const isGrantOf = ({ actor }: PersonContext) => eq(roleGrants.personId, actor.personId);

  describe("a fix", () => {
    async function fixedBy(fixer: PersonContext) {
      const { id, sequence } = await claimed(cast);
      const finding = { title: "Open bucket", severity: "high", blocking: true } as const;
      const raised = await raiseFinding(cast.engineer, id, { sequence, ...finding });
      const answer = { sequence: raised.sequence, answer: "Scoped to one bucket", state: "fixed" } as const;
      const fixed = await answerFinding(fixer, id, raised.findingId, answer);
      return { ...fixed, findingId: raised.findingId };
    }

    it("is the reviewer, until it is verified", async () => {
      const { id, sequence, findingId } = await fixedBy(cast.requester);
      expect(await asked(cast.engineer, cast.second, cast.manager, cast.requester)).toEqual([
        ["Verify the fix"],
        [],
        [],
        [],
      ]);
      await settleFinding(cast.engineer, id, findingId, { sequence, state: "verified" });
      expect(await asked(cast.engineer, cast.second)).toEqual([[], []]);
    });

    it("is a program manager where they review", async () => {
      await fixedBy(cast.requester);
      await db().update(reviews).set({ reviewerId: cast.manager.actor.personId });
      expect(await asked(cast.manager, cast.engineer)).toEqual([["Verify the fix"], []]);
    });

    it("is every other engineer where the reviewer fixed it", async () => {
      await fixedBy(cast.engineer);
      expect(await asked(cast.engineer, cast.second, both, cast.manager)).toEqual([
        [],
        ["Verify the fix"],
        ["Verify the fix"],
        [],
      ]);
    });

    it("is every other engineer where the reviewer said so too, before another did", async () => {
      const { id, sequence, findingId } = await fixedBy(cast.engineer);
      const answer = { sequence, answer: "See change 12", state: "fixed" } as const;
      await answerFinding(cast.requester, id, findingId, answer);
      expect(await asked(cast.engineer, cast.second)).toEqual([[], ["Verify the fix"]]);
    });

    it.each([
      ["has left", () => leave(cast.engineer)],
      ["lost the role", () => db().update(roleGrants).set({ revokedAt: NOW }).where(isGrantOf(cast.engineer))],
      ["passed it on", () => db().update(reviews).set({ reviewerId: null })],
    ])("is every engineer where the reviewer %s", async (_, change) => {
      await fixedBy(cast.requester);
      await change();
      expect(await asked(cast.second, cast.manager)).toEqual([["Verify the fix"], []]);
    });

    it("is every engineer where the reviewer has changed the answers since", async () => {
      const { id, sequence } = await fixedBy(cast.requester);
      await db().update(reviews).set({ reviewerId: cast.manager.actor.personId });
      await editReview(cast.manager, id, { sequence, intake: answered(["cryptography"]) });
      expect(await asked(cast.second, cast.engineer, cast.manager)).toEqual([
        ["Verify the fix"],
        ["Verify the fix"],
        [],
      ]);
    });

    it("is no engineer who changed the answers", async () => {
      const { id, sequence } = await fixedBy(cast.requester);
      await editReview(both, id, { sequence, intake: answered(["cryptography"]) });
      await leave(cast.engineer);
      expect(await asked(cast.second, both)).toEqual([["Verify the fix"], []]);
    });

    it("is the reviewer of a closed review, of what was found in its change after the launch", async () => {
      const { id, sequence } = await approved(cast);
      const launched = await recordLaunch(cast.requester, id, { sequence, launchedOn: "2026-11-25" });
      const closed = await closeReview(cast.second, id, { sequence: launched.sequence, reason: "Over" });
      const finding = { title: "Open bucket", severity: "high", blocking: false } as const;
      const raised = await raiseFinding(cast.second, id, { sequence: closed.sequence, ...finding });
      expect(await asked(cast.requester, cast.engineer, cast.second)).toEqual([["Fix"], [], []]);
      const answer = { sequence: raised.sequence, answer: "Scoped to one bucket", state: "fixed" } as const;
      const fixed = await answerFinding(cast.requester, id, raised.findingId, answer);
      expect(await asked(cast.requester, cast.engineer, cast.second)).toEqual([[], ["Verify the fix"], []]);
      await settleFinding(cast.engineer, id, raised.findingId, { sequence: fixed.sequence, state: "verified" });
      expect(await asked(cast.requester, cast.engineer, cast.second)).toEqual([[], [], []]);
    });

    it.each(["cancelled", "rejected", "closed"] as const)("is nobody once the review is %s", async (state) => {
      await fixedBy(cast.requester);
      await db().update(reviews).set({ state });
      expect(await asked(cast.engineer, cast.second)).toEqual([[], []]);
    });
  });

  async function promisedBy(owner: PersonContext) {
    const { id, sequence } = await claimed(cast);
    const conditions = [conditionOf(cast, { ownerId: owner.actor.personId, dueOn: "2026-12-10" })];
    return approveReview(cast.engineer, id, { sequence, conditions });
  }
  const late = (...people: PersonContext[]) => asked(...people.map((person) => at(person, "2026-12-11T09:00:00Z")));

  describe("a condition that is said to be kept", () => {
    async function keptBy(owner: PersonContext) {
      const { id, sequence } = await promisedBy(owner);
      return keepCondition(owner, id, 1, { sequence, note: "The old key is gone" });
    }

    it("is every other engineer where the reviewer says so, who cannot verify it", async () => {
      const { id, sequence } = await promisedBy(cast.requester);
      const kept = await keepCondition(cast.engineer, id, 1, { sequence, note: "Rita showed me" });
      expect(await asked(cast.requester, cast.engineer, cast.second, cast.manager)).toEqual([
        [],
        [],
        ["Verify the condition"],
        [],
      ]);
      const alone = verifyCondition(cast.engineer, id, 1, { sequence: kept.sequence });
      await expect(alone).rejects.toThrow("The person who marked a condition as met cannot verify");
      const anew = await keepCondition(cast.requester, id, 1, { sequence: kept.sequence, note: "The old key is gone" });
      expect(await asked(cast.engineer, cast.second)).toEqual([[], ["Verify the condition"]]);
      await verifyCondition(cast.second, id, 1, { sequence: anew.sequence });
      expect(await asked(cast.second)).toEqual([[]]);
    });

    it("is the reviewer before its day, and its owner is asked no more", async () => {
      const { id, sequence } = await keptBy(cast.requester);
      expect(await asked(cast.requester, cast.engineer, cast.second, cast.manager, both)).toEqual([
        [],
        ["Verify the condition"],
        [],
        [],
        [],
      ]);
      await verifyCondition(cast.engineer, id, 1, { sequence });
      expect(await asked(cast.engineer)).toEqual([[]]);
    });

    it("is the reviewer after its day too, next to the program manager who asks", async () => {
      await keptBy(cast.requester);
      expect(await late(cast.requester, cast.engineer, cast.second, cast.manager)).toEqual([
        [],
        ["Verify the condition"],
        [],
        ["Follow up on the condition"],
      ]);
    });

    it("is every other engineer where the reviewer owns it", async () => {
      await keptBy(cast.engineer);
      expect(await asked(cast.engineer, cast.second, both, cast.manager)).toEqual([
        [],
        ["Verify the condition"],
        ["Verify the condition"],
        [],
      ]);
      expect(await late(cast.engineer)).toEqual([[]]);
    });

    it.each([
      ["has left", () => leave(cast.engineer)],
      ["lost the role", () => db().update(roleGrants).set({ revokedAt: NOW }).where(isGrantOf(cast.engineer))],
      ["passed it on", () => db().update(reviews).set({ reviewerId: null })],
    ])("is every engineer where the reviewer %s", async (_, change) => {
      await keptBy(cast.requester);
      await change();
      expect(await asked(cast.second, cast.manager)).toEqual([["Verify the condition"], []]);
    });

    it("is nobody once the review is reopened", async () => {
      const { id, sequence } = await keptBy(cast.requester);
      await reopenReview(cast.requester, id, { sequence, reason: "Another way" });
      expect(await asked(cast.requester, cast.engineer, cast.second)).toEqual([[], [], []]);
    });

    it("is every engineer where a program manager reviews, who asks about it only after its day", async () => {
      await keptBy(cast.requester);
      await db().update(reviews).set({ reviewerId: cast.manager.actor.personId });
      expect(await asked(cast.second, cast.manager)).toEqual([["Verify the condition"], []]);
      expect(await late(cast.second, cast.manager)).toEqual([["Verify the condition"], ["Follow up on the condition"]]);
    });

    it("is not its owner who runs the program", async () => {
      await keptBy(cast.manager);
      expect(await late(cast.manager, cast.engineer)).toEqual([[], ["Verify the condition"]]);
    });
  });

  describe("a condition whose day is over", () => {
    it("is nobody until it is said to be kept: its owner keeps it, and the program manager asks", async () => {
      const { id, sequence } = await promisedBy(cast.requester);
      expect(await asked(cast.requester, cast.engineer, cast.manager)).toEqual([["Meet the condition"], [], []]);
      expect(await late(cast.requester, cast.engineer, cast.second, cast.manager, both)).toEqual([
        ["Meet the condition"],
        [],
        [],
        ["Follow up on the condition"],
        ["Follow up on the condition"],
      ]);
      const early = verifyCondition(cast.engineer, id, 1, { sequence });
      await expect(early).rejects.toThrow("This condition is not marked as met yet.");
    });

    it("is every other engineer where the reviewer has stated a conflict", async () => {
      const { id, sequence } = await submitted(cast);
      const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
      const gate = { gate: "conflicts", reason: "Nobody else knows it" } as const;
      const open = await askWaiver(cast.requester, id, { ...gate, sequence: mine.sequence });
      const terms = { ...gate, expiresOn: "2026-12-20" };
      const waived = await waiveGate(cast.manager, id, { ...terms, sequence: open.sequence });
      const conditions = [conditionOf(cast)];
      const promised = await approveReview(cast.engineer, id, { sequence: waived.sequence, conditions });
      await keepCondition(cast.requester, id, 1, { sequence: promised.sequence, note: "The old key is gone" });
      expect(await late(cast.engineer, cast.second)).toEqual([[], ["Verify the condition"]]);
    });
  });
});
