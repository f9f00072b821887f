import { beforeEach, describe, expect, it } from "vitest";
import { reviewsByAct } from "#lib/belts/queries.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { closeReview } from "#lib/reviews/lifecycle/close-review.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { REVIEW_STATES, stateWords } from "#lib/reviews/rules/states.ts";
import { search } from "#lib/search/queries.ts";
import { servicePage, teamPage } from "#lib/teams/team-queries.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, approved, type Cast, drafted } from "#tests/support/reviews.ts";
import { waive, withoutModel } from "#tests/support/waivers.ts";

describe("what is said of the decision that stands", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
    // A decision then has another number than its review.
    await drafted(cast);
  });

  async function stale() {
    const { id, sequence } = await approved(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    return attachDocuments(cast.requester, id, { sequence, documents });
  }

  async function approvedOnWaiver() {
    const place = await withoutModel(cast);
    const { sequence } = await waive(cast, place);
    return approveReview(cast.engineer, place.id, { sequence, reason: "It stands for a while" });
  }

  type Facts = { onWaivers: number; stale: boolean };
  const factsOf = (one: Facts | undefined) => one && { onWaivers: one.onWaivers, stale: one.stale };

  /** What each list says of its first review. */
  async function said() {
    const all = readFilter({ tab: "all" });
    const [listed] = (await listReviews(cast.auditor, all)).reviews;
    const [header = "", row = ""] = (await exportReviews(cast.auditor, all)).trimEnd().split("\r\n");
    const cell = (name: string) => row.split(",")[header.split(",").indexOf(name)];
    const behind = await metricRows(cast.auditor, "M1", { quarter: "2026-Q4" });
    return {
      listed: factsOf(listed),
      detail: factsOf(await reviewDetail(cast.auditor, listed?.id ?? 0)),
      team: factsOf((await teamPage(cast.auditor, cast.teamId)).reviews[0]),
      service: factsOf((await servicePage(cast.auditor, cast.serviceId)).reviews[0]),
      person: factsOf((await reviewsByAct(cast.auditor, cast.requester.actor.personId))[0]),
      behind: factsOf(behind.reviews[0]),
      file: { onWaivers: Number(cell("on_waivers")), stale: cell("stale") === "yes" },
      found: (await search(cast.auditor, { q: `REV-${listed?.id}` })).items.map(({ description }) => description),
    };
  }

  const everywhere = (words: string, { onWaivers = 0, stale = false } = {}) => {
    const is = { onWaivers, stale };
    return { listed: is, detail: is, team: is, service: is, person: is, behind: is, file: is, found: [words] };
  };

  it("is nothing of one on no waiver, whose evidence is what it saw", async () => {
    await approved(cast);
    expect(await said()).toEqual(everywhere("Approved"));
  });

  it("is how many waivers it was made on, in every list, in search and in the file", async () => {
    await approvedOnWaiver();
    expect(await said()).toEqual(everywhere("Approved on 1 waiver", { onWaivers: 1 }));
  });

  it("is that its evidence has changed since, in the same places, until it is again what it saw", async () => {
    const { id, sequence } = await stale();
    expect(await said()).toEqual(everywhere("Approved, stale", { stale: true }));
    const [document] = (await reviewDetail(cast.requester, id)).documents;
    await removeDocument(cast.requester, id, document?.id ?? 0, { sequence });
    expect(await said()).toEqual(everywhere("Approved"));
    expect((await reviewDetail(cast.auditor, id)).decisions).toMatchObject([{ stale: false }]);
  });

  it.each(["waivers", "evidence"])("is no more of its %s once the review is open again", async (what) => {
    const { id, sequence } = await (what === "waivers" ? approvedOnWaiver() : stale());
    await reopenReview(cast.engineer, id, { sequence, reason: "It has changed" });
    expect(await said()).toEqual(everywhere("In review"));
  });

  it.each(["waivers", "evidence"])("is no more of its %s once the review is closed", async (what) => {
    const { id, sequence } = await (what === "waivers" ? approvedOnWaiver() : stale());
    await closeReview(cast.engineer, id, { sequence, reason: "It is dropped", dropped: true });
    expect(await said()).toEqual(everywhere("Closed"));
  });

  it("is worded once: of what is approved, and of nothing else", () => {
    expect(stateWords("approved", { onWaivers: 2 })).toBe("Approved on 2 waivers");
    expect(stateWords("approved", { stale: true, onWaivers: 2 })).toBe("Approved on 2 waivers, stale");
    expect(stateWords("approved_with_conditions", { onWaivers: 1 })).toBe("Approved with conditions on 1 waiver");
    expect(stateWords("approved_with_conditions", { stale: true })).toBe("Approved with conditions, stale");
    const said = { onWaivers: 1, stale: true };
    expect(stateWords("submitted", { elsewhere: true, ...said })).toBe("Open elsewhere");
    for (const state of REVIEW_STATES) {
      expect(/waiver|stale/.test(stateWords(state, said))).toBe(/^approved/.test(state));
    }
  });
});
