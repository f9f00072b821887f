import { beforeEach, describe, expect, it } from "vitest";
import { program } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict, Invalid } from "#lib/errors.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, refuses, riskAccepted } from "#tests/support/reviews.ts";
import { LAST_DAY, type Place, waive } from "#tests/support/waivers.ts";

describe("the waiver of open findings", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const on = <C extends Context>(ctx: C, day: string) => at(ctx, `${day}T09:00:00Z`);
  const GIVEN = "2026-11-25";
  const LATER = "2026-11-26";
  type Found = Place & { findingId: number };

  function raised({ id, sequence }: Place, day: string, blocking = true): Promise<Found> {
    const finding = { title: "The key is in the log", severity: "high", blocking } as const;
    return raiseFinding(on(cast.engineer, day), id, { ...finding, sequence });
  }

  async function fixed({ id, findingId, sequence }: Found, day: string): Promise<Found> {
    const answer = { sequence, answer: "It is masked", state: "fixed" } as const;
    return { ...(await answerFinding(on(cast.requester, day), id, findingId, answer)), findingId };
  }

  async function mended(found: Found, day: string): Promise<Place> {
    const { id, findingId, sequence } = await fixed(found, day);
    return settleFinding(on(cast.second, day), id, findingId, { sequence, state: "verified" });
  }

  function openedAgain({ id, findingId, sequence }: Found, day: string): Promise<Place> {
    const settled = { sequence, state: "open", reason: "It is in the log still" } as const;
    return settleFinding(on(cast.second, day), id, findingId, settled);
  }

  const given = (place: Place, day: string = GIVEN, expiresOn = LAST_DAY) =>
    waive(cast, place, { gate: "findings", expiresOn, now: `${day}T10:00:00Z` });

  /** A review with one blocking finding, whose gate is waived. */
  async function waived(): Promise<Found> {
    const { findingId, ...place } = await raised(await claimed(cast), "2026-11-24");
    return { ...(await given(place)), findingId };
  }

  const gateIn = (gates: readonly { id: string; state: string; reason: string }[]) =>
    gates.find(({ id }) => id === "findings");
  /** How the gate stands on the page, which is how it stands in the list. */
  async function stands(id: number, day = LATER) {
    const now = on(cast.engineer, day);
    const { reviews: listed } = await listReviews(now, readFilter({ tab: "all" }));
    const shown = gateIn((await reviewDetail(now, id)).gates);
    expect(gateIn(listed.find((one) => one.id === id)?.gates ?? [])?.state).toBe(shown?.state);
    return shown?.state;
  }

  const NOT_ALL = "An earlier waiver does not cover all findings that are open now.";

  it("S11 counts for what was open when it was given: a blocking finding that is raised later blocks", async () => {
    const { id, sequence } = await waived();
    expect(await stands(id)).toBe("waived");
    const place = await raised({ id, sequence }, LATER);
    expect(await stands(id)).toBe("unmet");
    const approve = () => approveReview(on(cast.engineer, LATER), id, { sequence: place.sequence });
    expect((await refuses(db(), Conflict, approve)).message).toContain(`2 blocking findings are open. ${NOT_ALL}`);
  });

  it("S11 does not count for what was verified when it was given and is open again", async () => {
    const { findingId, ...first } = await raised(await claimed(cast), "2026-11-24");
    const place = await given(await raised(await mended({ ...first, findingId }, "2026-11-24"), "2026-11-24"));
    expect(await stands(place.id)).toBe("waived");
    await openedAgain({ ...place, findingId }, LATER);
    expect(await stands(place.id)).toBe("unmet");
  });

  it("counts whatever is found that does not block, and again once what came later is settled", async () => {
    const noted = await raised(await waived(), LATER, false);
    expect(await stands(noted.id)).toBe("waived");
    const later = await raised(noted, LATER);
    expect(await stands(later.id)).toBe("unmet");
    const { id, sequence } = await mended(later, LATER);
    expect(await stands(id)).toBe("waived");
    expect(await approveReview(on(cast.engineer, LATER), id, { sequence })).toMatchObject({ state: "approved" });
  });

  it("counts next to a risk that was accepted, up to its last day", async () => {
    const { findingId, ...later } = await raised(await waived(), LATER);
    const deciders = { second: on(cast.second, LATER), manager: on(cast.manager, LATER) };
    await riskAccepted(deciders, later, findingId, { acceptedUntil: "2026-12-01" });
    expect(await stands(later.id, "2026-12-01")).toBe("waived");
    expect(await stands(later.id, "2026-12-02")).toBe("unmet");
  });

  /** A finding whose risk is accepted up to a day, and another that is open. */
  async function acceptedUpTo(acceptedUntil: string): Promise<Found> {
    const { findingId, ...known } = await raised(await claimed(cast), "2026-11-20");
    const deciders = { second: on(cast.second, "2026-11-20"), manager: on(cast.manager, "2026-11-20") };
    const place = await riskAccepted(deciders, known, findingId, { acceptedUntil });
    return { ...(await raised(place, "2026-11-24")), findingId };
  }

  it("S11 does not count for a risk that was accepted when it was given, once that is over", async () => {
    const { id } = await given(await acceptedUpTo("2026-12-01"));
    expect(await stands(id, "2026-12-01")).toBe("waived");
    expect(await stands(id, "2026-12-02")).toBe("unmet");
  });

  it("S11 does not count for a risk whose last day is the one on which it was given", async () => {
    const { id } = await given(await acceptedUpTo(GIVEN));
    expect(await stands(id, GIVEN)).toBe("waived");
    expect(await stands(id)).toBe("unmet");
  });

  it("counts for a risk whose last day was over when it was given where the program lives", async () => {
    await db().update(program).set({ timeZone: "Pacific/Auckland" });
    const place = await acceptedUpTo("2026-11-24");
    const { id } = await waive(cast, place, { gate: "findings", now: "2026-11-24T11:30:00Z" });
    expect(await stands(id, GIVEN)).toBe("waived");
  });

  it("counts for a risk that was over when it was given, also once the finding is set open again", async () => {
    const found = await acceptedUpTo("2026-11-24");
    const place = await given(found);
    expect(await stands(place.id)).toBe("waived");
    await openedAgain({ ...place, findingId: found.findingId }, LATER);
    expect(await stands(place.id)).toBe("waived");
  });

  it("counts for what was open when it was given, and whose fix is refused", async () => {
    const found = await waived();
    const place = await openedAgain(await fixed(found, LATER), LATER);
    expect(await stands(place.id)).toBe("waived");
    await openedAgain(await fixed({ ...place, findingId: found.findingId }, LATER), LATER);
    expect(await stands(place.id)).toBe("waived");
  });

  it("S11 does not count for what was open when it was given, once it was verified and is open again", async () => {
    const found = await waived();
    const place = await mended(found, LATER);
    await openedAgain({ ...place, findingId: found.findingId }, LATER);
    expect(await stands(place.id)).toBe("unmet");
  });

  it("is given again for what has come, for a shorter while too, and the decision is made on it", async () => {
    const place = await given(await raised(await waived(), LATER), LATER, "2026-12-10");
    const { id, sequence } = place;
    expect(await stands(id)).toBe("waived");
    const now = at(cast.engineer, `${LATER}T11:00:00Z`);
    await approveReview(now, id, { sequence });
    const { decisions, gateWaivers } = await reviewDetail(now, id);
    expect(decisions).toMatchObject([{ onWaivers: 1, waiverEndedOn: null }]);
    expect(gateWaivers).toMatchObject([{ gate: "findings", expiresOn: "2026-12-10" }]);
  });

  it("is neither shown nor announced while it does not count", async () => {
    const { id } = await raised(await waived(), LATER);
    expect((await reviewDetail(on(cast.engineer, LATER), id)).gateWaivers).toEqual([]);
    expect(await announceWaivers(on(systemContext(db()), "2026-12-15"))).toBe(0);
  });

  const ended = ({ id, sequence }: Place) =>
    endGateWaiver(on(cast.manager, LATER), id, { sequence, gate: "findings", reason: "No longer" });

  it("S11 can be ended while it does not count, and does not count again once what came later is settled", async () => {
    const later = await raised(await waived(), LATER);
    const { id } = later;
    expect((await reviewDetail(on(cast.manager, LATER), id)).endableGates).toEqual(["findings"]);
    const { sequence } = await ended(later);
    expect((await reviewDetail(on(cast.manager, LATER), id)).endableGates).toEqual([]);
    await mended({ ...later, sequence }, LATER);
    expect(await stands(id)).toBe("unmet");
  });

  it("S11 is ended with the one that was given again for more", async () => {
    const later = await raised(await waived(), LATER);
    const { id, sequence } = await ended(await given(later, LATER, "2026-12-10"));
    await mended({ ...later, sequence }, LATER);
    expect(await stands(id)).toBe("unmet");
    await refuses(db(), Conflict, async () => ended(await reviewDetail(on(cast.manager, LATER), id)));
  });

  it("holds back the launch of what was approved on it, once another finding is raised", async () => {
    const { id, sequence } = await waived();
    const done = await approveReview(on(cast.engineer, LATER), id, { sequence });
    const found = await raised(done, "2026-11-27");
    const launch = { sequence: found.sequence, launchedOn: "2026-11-27" };
    await refuses(db(), Conflict, () => recordLaunch(on(cast.requester, "2026-11-27"), id, launch));
  });

  /** It is refused as ordinary on this day, for this, and goes past nothing on these. */
  async function launchedPast({ id, sequence }: Place, launchedOn: string, why: string, others: readonly string[]) {
    const launch = () => recordLaunch(on(cast.requester, "2026-12-01"), id, { sequence, launchedOn });
    expect((await refuses(db(), Invalid, launch)).message).toBe(`The launch cannot be recorded for that day. ${why}`);
    for (const day of others) {
      const past = { sequence, launchedOn: day, reason: "The old key was leaked" };
      await refuses(db(), Invalid, () => breakGlass(on(cast.manager, "2026-12-01"), id, past));
    }
  }

  it("has let pass no launch on a day on which another finding was open, and one on the days before and after", async () => {
    const { id, sequence } = await waived();
    const done = await approveReview(on(cast.engineer, GIVEN), id, { sequence });
    const place = await mended(await raised(done, "2026-11-27"), "2026-11-29");
    const why = "2 blocking findings were open on that day.";
    await launchedPast(place, "2026-11-28", why, [LATER, "2026-11-27", "2026-11-29", "2026-11-30"]);
  });

  it("has let pass the launch before another finding was raised, for which it was given again since", async () => {
    const { id, sequence } = await waived();
    const done = await approveReview(on(cast.engineer, GIVEN), id, { sequence });
    const place = await given(await raised(done, "2026-11-27"), "2026-11-29", "2026-12-21");
    const why = "2 blocking findings were open on that day.";
    await launchedPast(place, "2026-11-28", why, [LATER, "2026-11-27", "2026-11-29", "2026-11-30"]);
  });

  it("has let pass no launch on a day on which a finding was open again that was verified when it was given", async () => {
    const { findingId, ...first } = await raised(await claimed(cast), "2026-11-24");
    const known = await given(await raised(await mended({ ...first, findingId }, "2026-11-24"), "2026-11-24"));
    const done = await approveReview(on(cast.engineer, LATER), known.id, { sequence: known.sequence });
    const open = await openedAgain({ ...done, findingId }, "2026-11-27");
    const place = await mended({ ...open, findingId }, "2026-11-29");
    const why = "2 blocking findings were open on that day.";
    await launchedPast(place, "2026-11-28", why, [LATER, "2026-11-27", "2026-11-29", "2026-11-30"]);
  });

  it("has let pass no launch on a day on which a risk was over that was accepted when it was given", async () => {
    const { findingId, ...found } = await acceptedUpTo("2026-11-27");
    const known = await given(found);
    const done = await approveReview(on(cast.engineer, LATER), known.id, { sequence: known.sequence });
    const open = await openedAgain({ ...done, findingId }, "2026-11-29");
    const place = await mended({ ...open, findingId }, "2026-11-29");
    const why = "2 blocking findings were open on that day.";
    await launchedPast(place, "2026-11-28", why, [LATER, "2026-11-27", "2026-11-29", "2026-11-30"]);
  });

  it("has let pass the launch on the day on which the fix of what it was given for was refused, and on the next", async () => {
    const { findingId, ...found } = await waived();
    const done = await approveReview(on(cast.engineer, LATER), found.id, { sequence: found.sequence });
    const place = await openedAgain(await fixed({ ...done, findingId }, "2026-11-27"), "2026-11-28");
    for (const launchedOn of ["2026-11-28", "2026-11-29"]) {
      const past = { sequence: place.sequence, launchedOn, reason: "The old key was leaked" };
      await refuses(db(), Invalid, () => breakGlass(on(cast.manager, "2026-12-01"), place.id, past));
    }
    const launch = { sequence: place.sequence, launchedOn: "2026-11-28" };
    await recordLaunch(on(cast.requester, "2026-12-01"), place.id, launch);
  });
});
