import { beforeEach, describe, expect, it } from "vitest";
import { reviewDecisions } from "#db/schema/index.ts";
import type { Role } from "#lib/auth/actor.ts";
import { Conflict } from "#lib/errors.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { addCast, type Cast, type PersonContext, refuses, submitted } from "#tests/support/reviews.ts";

const gate = "conflicts";
const LATER = "2026-11-26T09:00:00Z";

describe("the waiver of a conflict of interest", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  type Place = { id: number; sequence: number };

  async function waive({ id, sequence }: Place, now: string, expiresOn: string) {
    const ask = { sequence, gate, reason: "Nobody else knows the code" } as const;
    const open = await askWaiver(at(cast.requester, now), id, ask);
    const given = { sequence: open.sequence, gate, reason: "It is small", expiresOn } as const;
    return waiveGate(at(cast.manager, now), id, given);
  }

  /** The engineer stated a conflict, which is waived until 1 February. */
  async function waived() {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
    return waive({ id, sequence: mine.sequence }, "2026-11-25T10:00:00Z", "2027-02-01");
  }

  async function passedOn({ id, sequence }: Place, to: PersonContext, conflict: string) {
    const free = await releaseReview(at(cast.engineer, LATER), id, { sequence, reason: "On leave" });
    return claimReview(at(to, LATER), id, { sequence: free.sequence, conflict });
  }

  const gateOf = (gates: readonly { id: string; state: string }[]) => gates.find(({ id }) => id === gate)?.state;
  /** How the gate stands on the page and in the list, and whether it is ready to decide. */
  async function seen(ctx: PersonContext, id: number) {
    const { reviews: listed } = await listReviews(ctx, readFilter({ tab: "all" }));
    const { total } = await listReviews(ctx, readFilter({ tab: "ready" }));
    const gates = listed.find((one) => one.id === id)?.gates ?? [];
    return [gateOf((await reviewDetail(ctx, id)).gates), gateOf(gates), total];
  }

  it("lets the review be approved that it was given for", async () => {
    const { id, sequence } = await waived();
    const now = at(cast.engineer, LATER);
    expect(await seen(now, id)).toEqual(["waived", "waived", 1]);
    expect(await approveReview(now, id, { sequence })).toMatchObject({ state: "approved" });
    expect((await reviewDetail(now, id)).decisions).toMatchObject([{ onWaivers: 1, waiverEndedOn: null }]);
  });

  it("is about words that engineers, program managers and auditors read, and anyone who stated them, but nobody else", async () => {
    const { id } = await waived();
    const stated = async (ctx: PersonContext) => (await reviewDetail(ctx, id)).statedConflict;
    for (const ctx of [cast.engineer, cast.second, cast.manager, cast.auditor]) {
      expect(await stated(ctx)).toBe("My sister wrote it");
    }
    const { actor } = cast.engineer;
    const roleless = { ...cast.engineer, actor: { ...actor, roles: [], teamIds: [cast.teamId] } };
    expect(await stated(roleless)).toBe("My sister wrote it");
    for (const ctx of [cast.requester, cast.guardian, cast.colleague]) expect(await stated(ctx)).toBeNull();
  });

  it("is about words that nobody reads who asked for the review or is of the team that did, but who audits", async () => {
    const { id } = await waived();
    const stated = async (ctx: PersonContext) => (await reviewDetail(ctx, id)).statedConflict;
    const { actor } = cast.requester;
    const ofTeam = async (role: Role) => {
      return context(db(), await addPerson(db(), { name: `Toni ${role}`, teamId: cast.teamId, roles: [role] }));
    };
    expect(await stated({ ...cast.requester, actor: { ...actor, roles: ["security_engineer"] } })).toBeNull();
    expect(await stated(await ofTeam("program_manager"))).toBeNull();
    expect(await stated(await ofTeam("auditor"))).toBe("My sister wrote it");
  });

  it("is about what the reviewer stated last, and about nothing where they stated none", async () => {
    const one = await waived();
    const stated = async () => (await reviewDetail(cast.manager, one.id)).statedConflict;
    const two = await passedOn(one, cast.second, "");
    expect(await stated()).toBeNull();
    const when = "2026-11-27T09:00:00Z";
    const free = await releaseReview(at(cast.second, when), one.id, { sequence: two.sequence, reason: "On leave" });
    const claim = { sequence: free.sequence, conflict: "A friend wrote it" };
    await claimReview(at(cast.engineer, when), one.id, claim);
    expect(await stated()).toBe("A friend wrote it");
  });

  it("S07 is of what that reviewer stated: what the next one states blocks", async () => {
    const one = await waived();
    const two = await passedOn(one, cast.second, "My spouse wrote it");
    const next = at(cast.second, LATER);
    expect(await seen(next, one.id)).toEqual(["unmet", "unmet", 0]);
    const refused = await refuses(db(), Conflict, () => approveReview(next, one.id, { sequence: two.sequence }));
    expect(refused.message).toContain("conflict");
    const end = { sequence: two.sequence, gate, reason: "No longer" } as const;
    await refuses(db(), Conflict, () => endGateWaiver(at(cast.manager, LATER), one.id, end));
  });

  it("S07 is over for who claims the review again", async () => {
    const one = await waived();
    await passedOn(one, cast.engineer, "");
    expect(await seen(at(cast.engineer, LATER), one.id)).toEqual(["unmet", "unmet", 0]);
  });

  it("is given again for the next reviewer, for a shorter while too, and is announced and counted once", async () => {
    const one = await waived();
    const two = await passedOn(one, cast.second, "My spouse wrote it");
    const again = await waive(two, LATER, "2026-12-10");
    expect(await seen(at(cast.second, LATER), one.id)).toEqual(["waived", "waived", 1]);
    expect(await announceWaivers(systemContext(db(), new Date(LATER)))).toBe(1);
    await approveReview(at(cast.second, LATER), one.id, { sequence: again.sequence });
    const [decision] = await db().select().from(reviewDecisions);
    expect(decision?.seen).toMatchObject({ gateWaivers: [{ id: 2, expiresOn: "2026-12-10" }] });
  });

  it("is not announced where someone else reviews", async () => {
    await passedOn(await waived(), cast.second, "");
    expect(await announceWaivers(systemContext(db(), new Date("2027-01-25T09:00:00Z")))).toBe(0);
  });

  it("is not said to have ended on a decision of before, when the next reviewer states a conflict", async () => {
    const one = await waived();
    const done = await approveReview(at(cast.engineer, LATER), one.id, { sequence: one.sequence });
    const reopened = { sequence: done.sequence, reason: "A second export" };
    const open = await reopenReview(at(cast.requester, LATER), one.id, reopened);
    const two = await passedOn(open, cast.second, "My spouse wrote it");
    const after = await reviewDetail(at(cast.auditor, "2026-11-27T09:00:00Z"), two.id);
    expect(after.decisions).toMatchObject([{ onWaivers: 1, waiverEndedOn: null }]);
  });

  it("keeps who gave it from deciding in a later cycle as long as it holds, and no longer", async () => {
    const one = await waived();
    const done = await approveReview(at(cast.engineer, LATER), one.id, { sequence: one.sequence });
    const reopened = { sequence: done.sequence, reason: "A second export" };
    const open = await reopenReview(at(cast.requester, "2026-11-27T09:00:00Z"), one.id, reopened);
    const claims = async () => (await reviewDetail(cast.manager, one.id)).may.claim;
    expect(await claims()).toMatchObject({ because: "actor" });
    await releaseReview(cast.engineer, one.id, { sequence: open.sequence, reason: "On leave" });
    expect(await claims()).toEqual({ allowed: true });
  });
});
