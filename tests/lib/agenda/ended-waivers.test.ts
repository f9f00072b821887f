import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { reviews, roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { Conflict } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { at, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import {
  addCast,
  type Cast,
  claimed,
  modelBy,
  type PersonContext,
  refuses,
  riskAccepted,
  submitted,
} from "#tests/support/reviews.ts";
import { askFor, give, LAST_DAY, type Place, waive, withoutModel, withWaivedResult } from "#tests/support/waivers.ts";

const gate = "threat_model";
const BEFORE = "2026-12-15T09:00:00Z";
const OVER = "2026-12-21T09:00:00Z";

describe("what was let stand and is no more", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const waived = async () => waive(cast, await withoutModel(cast));
  async function approvedOn(place: Place) {
    return approveReview(cast.engineer, place.id, { sequence: place.sequence });
  }

  const needs = async (ctx: PersonContext, now = OVER) =>
    (await needsOf(at(ctx, now))).needs.filter(({ kind }) => kind === "waiver");
  const verbs = async (ctx: PersonContext, now = OVER) => (await needs(ctx, now)).map(({ verb }) => verb);
  const everybody = () => [cast.requester, cast.guardian, cast.engineer, cast.second, cast.manager];

  it("asks who can ask for a waiver, and then who can give it, also of what was approved on it", async () => {
    const { id, sequence } = await approvedOn(await waived());
    const ended = {
      key: "waiver-gate-1",
      kind: "waiver",
      verb: "Fix, or request a waiver for",
      thing: `REV-${id} Nightly export`,
      href: `/reviews/REV-${id}#gates`,
      due: LAST_DAY,
      overdue: true,
      atRisk: false,
      note: "waiver for the gate “Threat model”, now blocking",
    };
    for (const ctx of [cast.requester, cast.guardian, cast.engineer]) expect(await needs(ctx)).toEqual([ended]);
    for (const ctx of [cast.second, cast.manager, cast.colleague, cast.auditor]) expect(await needs(ctx)).toEqual([]);
    const asked = await askFor(at(cast.requester, OVER), { id, sequence });
    for (const ctx of [cast.requester, cast.guardian, cast.engineer]) expect(await needs(ctx)).toEqual([]);
    const given = { verb: "Grant or decline the waiver for", href: ended.href, due: LAST_DAY, overdue: true };
    const note = "Rita Requester requests a waiver for the gate “Threat model”, because the previous one has ended";
    for (const ctx of [cast.second, cast.manager]) expect(await needs(ctx)).toMatchObject([{ ...given, note }]);
    await give(at(cast.second, OVER), asked, { expiresOn: "2027-01-20" });
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
  });

  it("asks as long as it blocks: not where it is met by now, launched, unless that is opened again, or closed", async () => {
    const met = await approvedOn(await waived());
    const versionId = await modelBy(cast.requester, cast);
    await attachThreatModel(cast.requester, met.id, { sequence: met.sequence, versionId });
    const launched = await approvedOn(await waived());
    const launch = { sequence: launched.sequence, launchedOn: "2026-11-25" };
    const live = await recordLaunch(cast.requester, launched.id, launch);
    const closed = await approvedOn(await waived());
    await closeReview(cast.engineer, closed.id, { sequence: closed.sequence, reason: "Not needed", dropped: true });
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
    const reopened = { sequence: live.sequence, reason: "A second export" };
    await reopenReview(at(cast.requester, OVER), live.id, reopened);
    expect(await verbs(cast.engineer)).toEqual(["Fix, or request a waiver for"]);
  });

  it("asks before the next launch of what was launched, opened again and approved again", async () => {
    const first = await approvedOn(await waived());
    const live = await recordLaunch(cast.requester, first.id, { sequence: first.sequence, launchedOn: "2026-11-25" });
    const again = await reopenReview(cast.requester, live.id, { sequence: live.sequence, reason: "A second export" });
    const anew = await approveReview(cast.engineer, again.id, { sequence: again.sequence });
    expect(await verbs(cast.engineer)).toEqual(["Fix, or request a waiver for"]);
    const over = await reviewDetail(at(cast.requester, OVER), anew.id);
    expect(over).toMatchObject({ launchedOn: "2026-11-25", launchedSince: false });
    expect(over.decisions[0]?.waiverEndedOn).toBe(LAST_DAY);
    const launch = { sequence: anew.sequence, launchedOn: "2026-11-25" };
    await recordLaunch(cast.requester, anew.id, launch);
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
    expect(await reviewDetail(cast.requester, anew.id)).toMatchObject({ launchedSince: true });
  });

  it("asks about a conflict of interest as long as the review is not decided", async () => {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
    const given = await waive(cast, mine, { gate: "conflicts" });
    expect(await verbs(cast.engineer)).toEqual(["Fix, or request a waiver for"]);
    await approvedOn(given);
    expect(await verbs(cast.engineer)).toEqual([]);
  });

  it("does not ask about what was waived again after that, and ended by someone since", async () => {
    const done = await approvedOn(await waived());
    const anew = await waive(cast, done, { expiresOn: "2027-01-20", now: OVER });
    const later = "2026-12-22T09:00:00Z";
    const end = { sequence: anew.sequence, gate, reason: "It was used" } as const;
    await endGateWaiver(at(cast.manager, later), done.id, end);
    for (const ctx of everybody()) expect(await needs(ctx, later)).toEqual([]);
  });

  /** The gate as a whole is let stand by the manager, after the last day of what it is about. */
  async function gateWaived(place: Place, gate: "policy_checks" | "findings") {
    const asked = await askFor(at(cast.requester, OVER), place, gate);
    return give(at(cast.manager, OVER), asked, { gate, expiresOn: "2027-01-20" });
  }

  it("asks about a result as long as the checks find it", async () => {
    const { id, result, sequence } = await withWaivedResult(cast);
    const note = "waiver for a result in role.json, now blocking";
    const owed = { verb: "Fix, or request a waiver for", href: `/reviews/REV-${id}#checks`, overdue: true, note };
    expect(await needs(cast.engineer)).toMatchObject([owed]);
    expect(await verbs(cast.second)).toEqual([]);
    const again = await askResultWaiver(at(cast.guardian, OVER), id, { sequence, ...result });
    expect(await needs(cast.second)).toMatchObject([
      { note: "Gus Guardian requests a waiver for a result in role.json, because the previous one has ended" },
    ]);
    const better = [{ name: "role.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, id, { sequence: again.sequence, documents: better });
    await runQueuedChecks(systemContext(db()));
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
  });

  it("asks anyone who may settle the finding whose risk is accepted no longer", async () => {
    const { id, sequence } = await claimed(cast);
    const place = { sequence };
    const raised: number[] = [];
    for (const blocking of [true, false]) {
      const ownerId = cast.requester.actor.personId;
      const finding = { title: "No owner", severity: "high", blocking, ownerId, sequence: place.sequence } as const;
      const { findingId, ...open } = await raiseFinding(cast.engineer, id, finding);
      place.sequence = (await riskAccepted(cast, open, findingId, { acceptedUntil: LAST_DAY })).sequence;
      raised.push(findingId);
    }
    const owed = { href: `/reviews/REV-${id}#findings`, due: LAST_DAY, overdue: true };
    const was = "accepted risk of REV-1";
    for (const ctx of [cast.engineer, cast.second]) {
      expect(await needs(ctx)).toMatchObject([
        { ...owed, verb: "Renew or reopen", note: `${was}, now blocking` },
        { ...owed, verb: "Renew or reopen", note: was },
      ]);
    }
    for (const ctx of [cast.requester, cast.guardian, cast.manager]) expect(await needs(ctx)).toEqual([]);
    const [first = 0] = raised;
    const anew = { sequence: place.sequence, reason: "It is late", acceptedUntil: "2027-01-20" };
    place.sequence = (await recommendRisk(at(cast.engineer, OVER), id, first, anew)).sequence;
    for (const ctx of [cast.engineer, cast.second]) expect(await verbs(ctx)).toEqual(["Renew or reopen"]);
    for (const findingId of raised) {
      const open = { state: "open", sequence: place.sequence, reason: "The move is off" } as const;
      place.sequence = (await settleFinding(at(cast.engineer, OVER), id, findingId, open)).sequence;
    }
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
  });

  it("does not ask about a result that the waiver of its gate lets stand", async () => {
    const { id, result, sequence } = await withWaivedResult(cast);
    const waived = await gateWaived({ id, sequence }, "policy_checks");
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
    await askResultWaiver(at(cast.guardian, OVER), id, { sequence: waived.sequence, ...result });
    for (const ctx of everybody()) expect(await needs(ctx)).toEqual([]);
  });

  /** The risk of a blocking finding was accepted until its last day. */
  async function blockingAccepted() {
    const { id, sequence } = await claimed(cast);
    const finding = { title: "No owner", severity: "high", blocking: true, sequence } as const;
    const raised = await raiseFinding(cast.engineer, id, finding);
    return riskAccepted(cast, raised, raised.findingId, { acceptedUntil: LAST_DAY });
  }
  const LAPSED = "accepted risk of REV-1";

  it("does not say that a finding blocks that the waiver of its gate lets stand", async () => {
    await gateWaived(await blockingAccepted(), "findings");
    expect(await needs(cast.second)).toMatchObject([{ verb: "Renew or reopen", note: LAPSED }]);
  });

  it("asks the reviewer about the finding of a launched change, which cannot be closed with it; without one any engineer", async () => {
    const { id, sequence } = await approvedOn(await blockingAccepted());
    const launch = { sequence, launchedOn: "2026-11-25" };
    const live = await recordLaunch(cast.requester, id, launch);
    const end = { sequence: live.sequence, reason: "Over" };
    await refuses(db(), Conflict, () => closeReview(at(cast.second, OVER), id, end));
    expect(await needs(cast.engineer)).toMatchObject([{ verb: "Renew or reopen", note: LAPSED }]);
    expect(await needs(cast.second)).toEqual([]);
    expect(await needs(cast.second, "2026-12-20T09:00:00Z")).toMatchObject([{ verb: "Renew or let expire" }]);
    const closed = await closeReview(at(cast.second, "2026-12-20T09:00:00Z"), id, end);
    expect([closed.state, await verbs(cast.engineer)]).toEqual(["closed", ["Renew or reopen"]]);
    await db().update(roleGrants).set({ revokedAt: NOW }).where(eq(roleGrants.personId, cast.engineer.actor.personId));
    expect(await verbs(cast.second)).toEqual(["Renew or reopen"]);
  });

  it.each([
    [
      "dropped",
      async ({ id, sequence }: Place) =>
        closeReview(cast.second, id, { sequence, reason: "Not needed", dropped: true }),
    ],
    ["withdrawn", async ({ id }: Place) => db().update(reviews).set({ state: "cancelled" }).where(eq(reviews.id, id))],
    ["refused", async ({ id }: Place) => db().update(reviews).set({ state: "rejected" }).where(eq(reviews.id, id))],
  ])("asks nobody about the finding of what was %s, before its end or after, and announces nothing", async (_, end) => {
    await end(await approvedOn(await blockingAccepted()));
    for (const now of [BEFORE, OVER]) {
      for (const ctx of everybody()) expect(await needs(ctx, now)).toEqual([]);
    }
    expect(await announceWaivers(at(systemContext(db()), BEFORE))).toBe(0);
  });
});
