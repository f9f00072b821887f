import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { exceptions, findings, memberships, people, reviews, roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { declineRisk } from "#lib/findings/decline-risk.ts";
import { findingsOf } from "#lib/findings/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { at, context, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { recorded } from "#tests/support/recorded.ts";
import {
  addCast,
  answered,
  type Cast,
  claimed,
  type PersonContext,
  refuses,
  riskAccepted,
  submitted,
} from "#tests/support/reviews.ts";
import { wrong } from "#tests/support/wrong.ts";

const FINDING = { title: "Anybody can read the export", severity: "high", blocking: true } as const;
const TERMS = { reason: "It is watched", acceptedUntil: "2027-01-31" } as const;

type Place = Receipt & { findingId: number };

describe("the risk of a finding", () => {
  const db = useDatabase();
  let cast: Cast;
  /** Who owns the risk: of the team that asks, and with a role. */
  let owner: PersonContext;
  beforeEach(async () => {
    cast = await addCast(db());
    owner = context(db(), await addPerson(db(), { name: "Olga Owner", teamId: cast.teamId, roles: ["leader"] }));
  });
  const lastEvent = async () => (await recorded(db())).at(-1);
  /** The finding, with the last exception by which its risk is accepted. */
  const only = async () => {
    const standing = await db().select().from(exceptions).where(isNull(exceptions.endedAt)).orderBy(exceptions.id);
    const last = standing.at(-1);
    const accepted = { acceptedUntil: last?.expiresOn ?? null, advisedById: last?.askedById ?? null };
    return { ...(await db().select().from(findings))[0], ...accepted, acceptReason: last?.reason ?? null };
  };
  const idOf = ({ actor }: PersonContext) => actor.personId;

  async function raised(parts: Partial<typeof FINDING> = {}): Promise<Place> {
    const { id, sequence } = await claimed(cast);
    await db()
      .update(reviews)
      .set({ riskOwnerId: idOf(owner) });
    return raiseFinding(cast.engineer, id, { ...FINDING, ...parts, sequence });
  }

  async function recommended(by: PersonContext = cast.engineer, terms = TERMS): Promise<Place> {
    const place = await raised();
    const receipt = await recommendRisk(by, place.id, place.findingId, { ...terms, sequence: place.sequence });
    return { ...receipt, findingId: place.findingId };
  }

  /** A second engineer recommends, and who owns the risk decides. */
  const deciding = () => ({ second: cast.second, manager: owner });

  const OF_NO_RECOMMENDATION = {
    recommendedById: null,
    recommendedAt: null,
    recommendedUntil: null,
    recommendReason: "",
  };

  describe("recommending to accept it", () => {
    it("keeps who says so, when, until when and why, and leaves the finding as it is", async () => {
      const { id, findingId, sequence } = await recommended();
      expect(await only()).toMatchObject({
        state: "open",
        acceptedUntil: null,
        recommendedById: idOf(cast.engineer),
        recommendedAt: NOW,
        recommendedUntil: TERMS.acceptedUntil,
        recommendReason: TERMS.reason,
      });
      const data = { findingId, endsOn: TERMS.acceptedUntil, toIds: [idOf(owner)] };
      expect(await lastEvent()).toEqual({ type: "finding.risk-recommended", subject: ["review", id], data });
      const by = { id: idOf(cast.engineer), name: "Enzo Engineer" };
      const said = { by, at: NOW.toISOString(), until: TERMS.acceptedUntil, reason: TERMS.reason };
      expect(await findingsOf(owner, id)).toMatchObject([{ recommended: said, declined: null, advisedBy: null }]);
      await refuses(db(), Conflict, () => approveReview(cast.engineer, id, { sequence }));
    });

    it("tells who owns the risk, and where that one is not here, or has no say, the program managers who have", async () => {
      const second = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      const told = async () => (await lastEvent())?.data.toIds;
      const managers = [idOf(cast.manager), idOf(second)].sort((a, b) => a - b);
      const place = await raised();
      await db()
        .update(people)
        .set({ deactivatedAt: NOW })
        .where(eq(people.id, idOf(owner)));
      const one = await recommendRisk(cast.engineer, place.id, place.findingId, { ...TERMS, sequence: place.sequence });
      expect(await told()).toEqual(managers);
      await db()
        .update(reviews)
        .set({ riskOwnerId: idOf(cast.requester) });
      const two = await recommendRisk(cast.engineer, place.id, place.findingId, { ...TERMS, sequence: one.sequence });
      expect(await told()).toEqual(managers);
      await db()
        .update(reviews)
        .set({ riskOwnerId: null, reviewerId: idOf(second) });
      await recommendRisk(cast.engineer, place.id, place.findingId, { ...TERMS, sequence: two.sequence });
      expect(await told()).toEqual([idOf(cast.manager)]);
      const { items } = await inboxFor(cast.manager);
      expect(items.map(({ sentence }) => sentence)).toContainEqual(
        expect.stringContaining("recommended accepting the risk of a finding on REV-1 until 31 Jan 2027"),
      );
    });

    it("is corrected by who said so, and by nobody else while it waits", async () => {
      const { id, findingId, sequence } = await recommended();
      const other = { ...TERMS, acceptedUntil: "2027-02-15", sequence };
      const error = await refuses(db(), Conflict, () => recommendRisk(cast.second, id, findingId, other));
      expect(error.message).toContain("Another engineer");
      const shorter = { sequence, reason: "It is watched by day", acceptedUntil: "2026-12-01" };
      const one = await recommendRisk(cast.engineer, id, findingId, shorter);
      expect(await only()).toMatchObject({ recommendedUntil: "2026-12-01", recommendReason: "It is watched by day" });
      const over = at(cast.second, "2026-12-01T09:00:00Z");
      expect((await findingsOf(over, id))[0]?.recommended).toBeNull();
      await recommendRisk(over, id, findingId, { ...other, sequence: one.sequence });
      expect(await only()).toMatchObject({ recommendedById: idOf(cast.second), recommendedUntil: "2027-02-15" });
    });

    it("S11 is for as long as the program's longest waiver, until a day after today", async () => {
      const { id, findingId, sequence } = await raised();
      const recommend = (acceptedUntil: string) =>
        recommendRisk(cast.engineer, id, findingId, { ...TERMS, acceptedUntil, sequence });
      const long = await refuses(db(), Invalid, () => recommend("2027-02-24"));
      expect(long.problems).toEqual([{ path: ["acceptedUntil"], message: "must not be after 23 Feb 2027" }]);
      const early = await refuses(db(), Invalid, () => recommend("2026-11-25"));
      expect(early.problems).toEqual([{ path: ["acceptedUntil"], message: "must be a date after today" }]);
      expect(await recommend("2027-02-23")).toMatchObject({ id, sequence: sequence + 1 });
    });

    it("S07 is for no engineer who made the evidence or belongs to the team that asks", async () => {
      const roles = ["security_engineer"] as const;
      const ofTeam = context(db(), await addPerson(db(), { teamId: cast.teamId, roles }));
      const { id, findingId, sequence } = await raised();
      const wanted = { ...TERMS, sequence };
      const error = await refuses(db(), Forbidden, () => recommendRisk(ofTeam, id, findingId, wanted));
      expect(error.message).toContain("belong to the requesting team, or did");
    });

    it("is an engineer's: no program manager's who reviews", async () => {
      const { id, sequence } = await submitted(cast);
      const own = await claimReview(cast.manager, id, { sequence, conflict: "" });
      const { findingId, ...one } = await raiseFinding(cast.manager, id, { ...FINDING, sequence: own.sequence });
      const wanted = { ...TERMS, sequence: one.sequence };
      await refuses(db(), Forbidden, () => recommendRisk(cast.manager, id, findingId, wanted));
      await recommendRisk(cast.engineer, id, findingId, wanted);
    });

    it("refuses others, what is settled, a stale number and bad fields", async () => {
      const { id, findingId, sequence } = await raised();
      const wanted = { ...TERMS, sequence };
      for (const ctx of [cast.requester, cast.guardian, cast.colleague, owner, cast.manager, cast.auditor]) {
        await refuses(db(), Forbidden, () => recommendRisk(ctx, id, findingId, wanted));
      }
      await refuses(db(), NotFound, () => recommendRisk(cast.outsider, id, findingId, wanted));
      await refuses(db(), NotFound, () => recommendRisk(cast.engineer, id, 999, wanted));
      await refuses(db(), Conflict, () => recommendRisk(cast.engineer, id, findingId, { ...wanted, sequence: 1 }));
      for (const parts of [
        { reason: "" },
        { reason: undefined },
        { acceptedUntil: undefined },
        { state: "accepted" },
      ]) {
        const bad = wrong({ ...wanted, ...parts });
        await refuses(db(), Invalid, () => recommendRisk(cast.engineer, id, findingId, bad));
      }
      const invalid = { sequence, state: "invalid", invalidReason: "duplicate" } as const;
      const settled = await settleFinding(cast.engineer, id, findingId, invalid);
      const late = { ...TERMS, sequence: settled.sequence };
      const error = await refuses(db(), Conflict, () => recommendRisk(cast.engineer, id, findingId, late));
      expect(error.message).toBe("This finding is invalid, so it has no risk to accept.");
    });

    it.each(["is fixed", "is invalid"])("is over once the finding %s", async (how) => {
      const { id, findingId, sequence } = await recommended();
      const started = { sequence, answer: "We look at it", state: "in_progress" } as const;
      const one = await answerFinding(cast.requester, id, findingId, started);
      expect(await only()).toMatchObject({ recommendedById: idOf(cast.engineer) });
      const fixed = { sequence: one.sequence, answer: "It is private", state: "fixed" } as const;
      const invalid = { sequence: one.sequence, state: "invalid", invalidReason: "duplicate" } as const;
      const two =
        how === "is fixed"
          ? await answerFinding(cast.requester, id, findingId, fixed)
          : await settleFinding(cast.engineer, id, findingId, invalid);
      expect(await only()).toMatchObject(OF_NO_RECOMMENDATION);
      const late = { sequence: two.sequence };
      const error = await refuses(db(), Conflict, () => acceptRisk(owner, id, findingId, late));
      expect(error.message).toContain("No recommendation");
    });
  });

  describe("recommended by who could do so no more", () => {
    const LEFT_OUT: Record<string, () => Promise<unknown>> = {
      "lost the role": () =>
        db()
          .update(roleGrants)
          .set({ revokedAt: NOW })
          .where(eq(roleGrants.personId, idOf(cast.second))),
      left: () =>
        db()
          .update(people)
          .set({ deactivatedAt: NOW })
          .where(eq(people.id, idOf(cast.second))),
      "joined the team that asks": () => join(cast.second),
    };
    const join = ({ actor: { personId } }: PersonContext) =>
      db().insert(memberships).values({ personId, teamId: cast.teamId, fromOn: "2026-11-01" });

    it.each(Object.keys(LEFT_OUT))("S12 waits for no decision once they %s, and another engineer may", async (how) => {
      const { id, findingId, sequence } = await recommended(cast.second);
      await LEFT_OUT[how]?.();
      const accepted = await refuses(db(), Conflict, () => acceptRisk(owner, id, findingId, { sequence }));
      expect(accepted.message).toContain("No recommendation");
      const no = { sequence, reason: "Customers would see it" };
      await refuses(db(), Conflict, () => declineRisk(owner, id, findingId, no));
      expect(await findingsOf(owner, id)).toMatchObject([{ recommended: null }]);
      expect((await needsOf(owner)).needs.filter(({ key }) => key.startsWith("risk-"))).toEqual([]);
      const anew = await recommendRisk(cast.engineer, id, findingId, { ...TERMS, sequence });
      await acceptRisk(owner, id, findingId, { sequence: anew.sequence });
      expect(await only()).toMatchObject({ state: "accepted", advisedById: idOf(cast.engineer) });
    });

    it("S12 is for the engineers to recommend again, who are told so at home", async () => {
      const place = await raised();
      const first = await riskAccepted(deciding(), place, place.findingId, { acceptedUntil: "2026-12-05" });
      const asked = async () =>
        (await needsOf(cast.engineer)).needs.filter(({ kind }) => kind === "waiver").map(({ verb }) => verb);
      const longer = { ...TERMS, sequence: first.sequence };
      await recommendRisk(cast.second, place.id, place.findingId, longer);
      expect(await asked()).toEqual([]);
      await join(cast.second);
      expect(await asked()).toEqual(["Renew or let expire"]);
    });
  });

  describe("accepting it", () => {
    it("is its owner's, of the team that asks too: until the day and for the reason that were recommended", async () => {
      const { id, findingId, sequence } = await recommended();
      const accepted = await acceptRisk(owner, id, findingId, { sequence });
      expect(await only()).toMatchObject({
        ...OF_NO_RECOMMENDATION,
        state: "accepted",
        acceptedUntil: TERMS.acceptedUntil,
        acceptReason: TERMS.reason,
        advisedById: idOf(cast.engineer),
        settledById: idOf(owner),
        settledAt: NOW,
      });
      const data = { findingId, state: "accepted", invalidReason: null, toIds: [idOf(cast.engineer)] };
      expect(await lastEvent()).toEqual({ type: "finding.settled", subject: ["review", id], data });
      const names = { advisedBy: { name: "Enzo Engineer" }, settledBy: { name: "Olga Owner" }, recommended: null };
      expect(await findingsOf(cast.second, id)).toMatchObject([names]);
      const [line] = (await inboxFor(cast.engineer)).items;
      expect(line?.sentence).toBe("Olga Owner accepted the risk of a finding on REV-1, as you recommended.");
      const approved = await approveReview(cast.engineer, id, { sequence: accepted.sequence });
      expect(approved).toMatchObject({ state: "approved" });
    });

    it("S07 takes someone next to who recommends it, who reviews, who asks and who made the evidence", async () => {
      const roles = ["security_engineer", "program_manager"] as const;
      const both = context(db(), await addPerson(db(), { roles }));
      const { id, findingId, sequence } = await recommended(both);
      const accept = (ctx: PersonContext, number = sequence) => acceptRisk(ctx, id, findingId, { sequence: number });
      const own = await refuses(db(), Forbidden, () => accept(both));
      expect(own.message).toBe("You recommended accepting this risk. Someone else must decide on it.");
      await db()
        .update(reviews)
        .set({ reviewerId: idOf(cast.manager) });
      const reviewer = await refuses(db(), Forbidden, () => accept(cast.manager));
      expect(reviewer.message).toContain("you are the reviewer");
      await db()
        .update(reviews)
        .set({ riskOwnerId: idOf(cast.requester) });
      const requester = await refuses(db(), Forbidden, () => accept(cast.requester));
      expect(requester.message).toContain("you requested this review");
      const editor = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      const edited = await editReview(editor, id, { sequence, intake: answered(["cryptography"]) });
      const made = await refuses(db(), Forbidden, () => accept(editor, edited.sequence));
      expect(made.message).toContain("changed the intake answers or the evidence");
    });

    it("is a program manager's only where who owns it cannot: else it is refused, and the page says why", async () => {
      const { id, findingId, sequence } = await recommended();
      const why = "Olga Owner owns the risk and decides on it. A program manager decides only if the owner cannot.";
      const no = { sequence, reason: "Customers would see it" };
      for (const decide of [
        () => acceptRisk(cast.manager, id, findingId, { sequence }),
        () => declineRisk(cast.manager, id, findingId, no),
      ]) {
        expect((await refuses(db(), Forbidden, decide)).message).toBe(why);
      }
      const decider = { id: idOf(owner), name: "Olga Owner" };
      expect(await findingsOf(cast.manager, id)).toMatchObject([{ recommended: { decider } }]);
      await db()
        .update(people)
        .set({ deactivatedAt: NOW })
        .where(eq(people.id, idOf(owner)));
      expect(await findingsOf(cast.manager, id)).toMatchObject([{ recommended: { decider: null } }]);
      await acceptRisk(cast.manager, id, findingId, { sequence });
      expect(await only()).toMatchObject({ state: "accepted", settledById: idOf(cast.manager) });
    });

    it("is a program manager's where who owns it recommends it, as an engineer", async () => {
      const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
      const place = await raised();
      await db()
        .update(reviews)
        .set({ riskOwnerId: idOf(engineer) });
      const wanted = { ...TERMS, sequence: place.sequence };
      const { id, sequence } = await recommendRisk(engineer, place.id, place.findingId, wanted);
      await acceptRisk(cast.manager, id, place.findingId, { sequence });
      expect(await only()).toMatchObject({ state: "accepted", advisedById: idOf(engineer) });
    });

    it("S07 is for no program manager of the team that asks, whose members may own it: another one is asked", async () => {
      const ofTeam = context(db(), await addPerson(db(), { teamId: cast.teamId, roles: ["program_manager"] }));
      const place = await raised();
      await db().update(reviews).set({ riskOwnerId: null });
      const wanted = { ...TERMS, sequence: place.sequence };
      const { id, sequence } = await recommendRisk(cast.engineer, place.id, place.findingId, wanted);
      expect((await lastEvent())?.data.toIds).toEqual([idOf(cast.manager)]);
      const error = await refuses(db(), Forbidden, () => acceptRisk(ofTeam, id, place.findingId, { sequence }));
      expect(error.message).toContain("belong to the requesting team, or did");
      await db()
        .update(reviews)
        .set({ riskOwnerId: idOf(ofTeam) });
      await acceptRisk(ofTeam, id, place.findingId, { sequence });
      expect(await only()).toMatchObject({ state: "accepted", settledById: idOf(ofTeam) });
    });

    it("S07 is for nobody who stated a conflict, and keeps who accepts it from deciding on the review", async () => {
      const { id, sequence } = await submitted(cast);
      const conflict = "My sister wrote it";
      const own = await claimReview(cast.manager, id, { sequence, conflict });
      const free = await releaseReview(cast.manager, id, { sequence: own.sequence, reason: "Someone else" });
      const held = await claimReview(cast.engineer, id, { sequence: free.sequence, conflict: "" });
      const { findingId, ...one } = await raiseFinding(cast.engineer, id, { ...FINDING, sequence: held.sequence });
      const two = await recommendRisk(cast.second, id, findingId, { ...TERMS, sequence: one.sequence });
      const wanted = { sequence: two.sequence };
      const error = await refuses(db(), Forbidden, () => acceptRisk(cast.manager, id, findingId, wanted));
      expect(error.message).toContain("stated a conflict of interest");
      const other = context(db(), await addPerson(db(), { roles: ["program_manager"] }));
      const three = await acceptRisk(other, id, findingId, wanted);
      const four = await releaseReview(cast.engineer, id, { sequence: three.sequence, reason: "Someone else" });
      const claim = { sequence: four.sequence, conflict: "" };
      const passed = await refuses(db(), Forbidden, () => claimReview(other, id, claim));
      expect(passed.message).toContain("let a finding pass");
    });

    it("S11 is recommended and accepted again for longer, and holds until then as it was", async () => {
      const place = await raised();
      const first = await riskAccepted(deciding(), place, place.findingId, { acceptedUntil: "2026-12-20" });
      const { id, findingId } = place;
      const same = { ...TERMS, acceptedUntil: "2026-12-20", sequence: first.sequence };
      const error = await refuses(db(), Conflict, () => recommendRisk(cast.engineer, id, findingId, same));
      expect(error.message).toContain("already accepted until 20 Dec 2026");
      const longer = { ...TERMS, sequence: first.sequence };
      const two = await recommendRisk(cast.engineer, id, findingId, longer);
      const advisedById = idOf(cast.second);
      expect(await only()).toMatchObject({ state: "accepted", acceptedUntil: "2026-12-20", advisedById });
      const three = await acceptRisk(owner, id, findingId, { sequence: two.sequence });
      expect(await only()).toMatchObject({
        acceptedUntil: TERMS.acceptedUntil,
        advisedById: idOf(cast.engineer),
        settledById: idOf(owner),
      });
      const lapsed = at(cast.second, "2027-02-01T09:00:00Z");
      const anew = { ...TERMS, acceptedUntil: "2027-02-20", sequence: three.sequence };
      expect(await recommendRisk(lapsed, id, findingId, anew)).toMatchObject({ id });
    });

    it("refuses what nobody recommends, or no longer, others and a stale number", async () => {
      const place = await raised();
      const { id, findingId } = place;
      const none = { sequence: place.sequence };
      await refuses(db(), Conflict, () => acceptRisk(owner, id, findingId, none));
      const { sequence } = await recommendRisk(cast.engineer, id, findingId, { ...TERMS, sequence: place.sequence });
      const wanted = { sequence };
      for (const ctx of [cast.requester, cast.guardian, cast.colleague, cast.engineer, cast.second, cast.auditor]) {
        await refuses(db(), Forbidden, () => acceptRisk(ctx, id, findingId, wanted));
      }
      await refuses(db(), NotFound, () => acceptRisk(cast.outsider, id, findingId, wanted));
      await refuses(db(), NotFound, () => acceptRisk(owner, id, 999, wanted));
      await refuses(db(), Conflict, () => acceptRisk(owner, id, findingId, { sequence: 1 }));
      const bad = wrong({ ...wanted, acceptedUntil: "2027-02-20" });
      await refuses(db(), Invalid, () => acceptRisk(owner, id, findingId, bad));
      const over = at(owner, "2027-01-31T09:00:00Z");
      const error = await refuses(db(), Conflict, () => acceptRisk(over, id, findingId, wanted));
      expect(error.message).toContain("No recommendation");
    });
  });

  describe("declining it", () => {
    const reason = "Customers would see it";

    it("leaves the finding as it is, says why, and tells who recommended it", async () => {
      const { id, findingId, sequence } = await recommended();
      const one = await declineRisk(owner, id, findingId, { sequence, reason });
      expect(await only()).toMatchObject({
        ...OF_NO_RECOMMENDATION,
        state: "open",
        declinedById: idOf(owner),
        declinedAt: NOW,
        declineReason: reason,
      });
      const data = { findingId, toIds: [idOf(cast.engineer)] };
      expect(await lastEvent()).toEqual({ type: "finding.risk-declined", subject: ["review", id], data });
      const declined = { by: { id: idOf(owner), name: "Olga Owner" }, at: NOW.toISOString(), reason };
      expect(await findingsOf(cast.engineer, id)).toMatchObject([{ declined, recommended: null }]);
      const [line] = (await inboxFor(cast.engineer)).items;
      expect(line?.sentence).toContain("declined your recommendation to accept the risk of a finding on REV-1");
      await recommendRisk(cast.second, id, findingId, { ...TERMS, sequence: one.sequence });
      expect(await only()).toMatchObject({ declinedById: null, declineReason: "" });
    });

    it("leaves a risk accepted that was not to be so for longer", async () => {
      const place = await raised();
      const { id, findingId } = place;
      const first = await riskAccepted(deciding(), place, findingId, { acceptedUntil: "2026-12-20" });
      const two = await recommendRisk(cast.engineer, id, findingId, { ...TERMS, sequence: first.sequence });
      await declineRisk(owner, id, findingId, { sequence: two.sequence, reason });
      const advisedById = idOf(cast.second);
      expect(await only()).toMatchObject({ state: "accepted", acceptedUntil: "2026-12-20", advisedById });
    });

    it("refuses who recommends it, what nobody recommends, others, no reason and a stale number", async () => {
      const { id, findingId, sequence } = await recommended();
      const wanted = { sequence, reason };
      for (const ctx of [cast.engineer, cast.second, cast.requester, cast.guardian, cast.auditor]) {
        await refuses(db(), Forbidden, () => declineRisk(ctx, id, findingId, wanted));
      }
      await refuses(db(), NotFound, () => declineRisk(cast.outsider, id, findingId, wanted));
      await refuses(db(), Invalid, () => declineRisk(owner, id, findingId, wrong({ sequence })));
      await refuses(db(), Conflict, () => declineRisk(owner, id, findingId, { ...wanted, sequence: 1 }));
      const done = await declineRisk(owner, id, findingId, wanted);
      const again = { reason, sequence: done.sequence };
      await refuses(db(), Conflict, () => declineRisk(owner, id, findingId, again));
    });
  });

  describe("at home", () => {
    const asked = async (ctx: PersonContext) =>
      (await needsOf(ctx)).needs.filter(({ key }) => key.startsWith("risk-")).map(({ verb, note }) => [verb, note]);
    const NEED = ["Decide on the risk of", "REV-1, finding: Enzo Engineer recommends accepting the risk"];

    it("is asked of who owns it, until it is decided on", async () => {
      const { id, findingId, sequence } = await recommended();
      expect(await asked(owner)).toEqual([NEED]);
      for (const ctx of [cast.manager, cast.engineer, cast.second, cast.requester])
        expect(await asked(ctx)).toEqual([]);
      await declineRisk(owner, id, findingId, { sequence, reason: "Mend it" });
      expect(await asked(owner)).toEqual([]);
    });

    it("is asked of the program managers where who owns it cannot decide, but of none who recommends it", async () => {
      const roles = ["security_engineer", "program_manager"] as const;
      const both = context(db(), await addPerson(db(), { name: "Bo Both", roles }));
      await recommended();
      await db().update(reviews).set({ riskOwnerId: null });
      for (const ctx of [cast.manager, both]) expect(await asked(ctx)).toEqual([NEED]);
      await db()
        .update(findings)
        .set({ recommendedById: idOf(both) });
      expect(await asked(both)).toEqual([]);
      expect(await asked(cast.manager)).toHaveLength(1);
      await db()
        .update(reviews)
        .set({ riskOwnerId: idOf(owner) });
      expect(await asked(cast.manager)).toEqual([]);
      await db()
        .update(roleGrants)
        .set({ revokedAt: NOW })
        .where(eq(roleGrants.personId, idOf(owner)));
      expect(await asked(owner)).toHaveLength(1);
    });

    it.each(["cancelled", "rejected", "closed"] as const)("is asked of nobody once the review is %s", async (state) => {
      await recommended();
      await db().update(reviews).set({ state });
      expect(await asked(owner)).toEqual([]);
    });
  });
});
