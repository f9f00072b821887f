import { beforeEach, describe, expect, it } from "vitest";
import { reviewsByAct } from "#lib/belts/queries.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { approveReview } from "#lib/reviews/approve-review.ts";
import { closeReview } from "#lib/reviews/close-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { exportReviews } from "#lib/reviews/export-reviews.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { reopenReview } from "#lib/reviews/reopen-review.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { REVIEW_STATES, stateWords } from "#lib/reviews/rules/states.ts";
import { search } from "#lib/search/queries.ts";
import { servicePage, teamPage } from "#lib/teams/team-queries.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, approved, type Cast, drafted } from "#tests/support/reviews.ts";
import { waive, withoutModel } from "#tests/support/waivers.ts";

describe("a decision made on waivers", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
    // A decision then has another number than its review.
    await drafted(cast);
  });

  async function approvedOnWaiver() {
    const place = await withoutModel(cast);
    const { sequence } = await waive(cast, place);
    const wanted = { sequence, reason: "It stands for a while" };
    return approveReview(cast.engineer, place.id, wanted);
  }

  /** How many waivers each list says, of its first review, that the decision was made on. */
  async function said() {
    const all = readFilter({ tab: "all" });
    const [listed] = (await listReviews(cast.auditor, all)).reviews;
    const [header = "", row = ""] = (await exportReviews(cast.auditor, all)).trimEnd().split("\r\n");
    const behind = await metricRows(cast.auditor, "M1", { quarter: "2026-Q4" });
    return {
      listed: listed?.onWaivers,
      detail: (await reviewDetail(cast.auditor, listed?.id ?? 0)).onWaivers,
      team: (await teamPage(cast.auditor, cast.teamId)).reviews[0]?.onWaivers,
      service: (await servicePage(cast.auditor, cast.serviceId)).reviews[0]?.onWaivers,
      person: (await reviewsByAct(cast.auditor, cast.requester.actor.personId))[0]?.onWaivers,
      behind: behind.reviews[0]?.onWaivers,
      file: Number(row.split(",")[header.split(",").indexOf("on_waivers")]),
      found: (await search(cast.auditor, { q: `REV-${listed?.id}` })).items.map(({ description }) => description),
    };
  }

  const everywhere = (n: number, words: string) => ({
    ...{ listed: n, detail: n, team: n, service: n, person: n, behind: n, file: n },
    found: [words],
  });

  it("says so in every list, in search and in the file", async () => {
    await approvedOnWaiver();
    expect(await said()).toEqual(everywhere(1, "Approved on 1 waiver"));
  });

  it("says nothing where it was made on none", async () => {
    await approved(cast);
    expect(await said()).toEqual(everywhere(0, "Approved"));
  });

  it("is said no more once it stands no more", async () => {
    const { id, sequence } = await approvedOnWaiver();
    await reopenReview(cast.engineer, id, { sequence, reason: "It has changed" });
    expect(await said()).toEqual(everywhere(0, "In review"));
  });

  it("is said no more of a review that is closed", async () => {
    const { id, sequence } = await approvedOnWaiver();
    await closeReview(cast.engineer, id, { sequence, reason: "It is dropped", dropped: true });
    expect(await said()).toEqual(everywhere(0, "Closed"));
  });

  it("is worded once: of what is approved, and of nothing else", () => {
    expect(stateWords("approved", { onWaivers: 2 })).toBe("Approved on 2 waivers");
    expect(stateWords("approved_with_conditions", { onWaivers: 1 })).toBe("Approved with conditions on 1 waiver");
    expect(stateWords("submitted", { elsewhere: true, onWaivers: 1 })).toBe("Open elsewhere");
    for (const state of REVIEW_STATES) {
      expect(stateWords(state, { onWaivers: 1 }).includes("waiver")).toBe(/^approved/.test(state));
    }
  });
});
