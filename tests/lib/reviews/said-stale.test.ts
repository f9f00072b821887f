import { beforeEach, describe, expect, it } from "vitest";
import { reviewsByAct } from "#lib/belts/queries.ts";
import { metricRows } from "#lib/metrics/rows.ts";
import { attachDocuments } from "#lib/reviews/attach-documents.ts";
import { closeReview } from "#lib/reviews/close-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { exportReviews } from "#lib/reviews/export-reviews.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { removeDocument } from "#lib/reviews/remove-document.ts";
import { reopenReview } from "#lib/reviews/reopen-review.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { REVIEW_STATES, stateWords } from "#lib/reviews/rules/states.ts";
import { search } from "#lib/search/queries.ts";
import { servicePage, teamPage } from "#lib/teams/team-queries.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, approved, type Cast, drafted } from "#tests/support/reviews.ts";

describe("an approval whose evidence has changed", () => {
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

  /** What each list says of its first review. */
  async function said() {
    const all = readFilter({ tab: "all" });
    const [listed] = (await listReviews(cast.auditor, all)).reviews;
    const [header = "", row = ""] = (await exportReviews(cast.auditor, all)).trimEnd().split("\r\n");
    const behind = await metricRows(cast.auditor, "M1", { quarter: "2026-Q4" });
    return {
      listed: listed?.stale,
      detail: (await reviewDetail(cast.auditor, listed?.id ?? 0)).stale,
      team: (await teamPage(cast.auditor, cast.teamId)).reviews[0]?.stale,
      service: (await servicePage(cast.auditor, cast.serviceId)).reviews[0]?.stale,
      person: (await reviewsByAct(cast.auditor, cast.requester.actor.personId))[0]?.stale,
      behind: behind.reviews[0]?.stale,
      file: row.split(",")[header.split(",").indexOf("stale")] === "yes",
      found: (await search(cast.auditor, { q: `REV-${listed?.id}` })).items.map(({ description }) => description),
    };
  }

  const everywhere = (is: boolean, words: string) => ({
    ...{ listed: is, detail: is, team: is, service: is, person: is, behind: is, file: is },
    found: [words],
  });

  it("is said to be stale in every list, in search and in the file", async () => {
    await stale();
    expect(await said()).toEqual(everywhere(true, "Approved, stale"));
  });

  it("is not while its evidence is what it saw", async () => {
    await approved(cast);
    expect(await said()).toEqual(everywhere(false, "Approved"));
  });

  it("is no more once the evidence is again what it saw", async () => {
    const { id, sequence } = await stale();
    const [document] = (await reviewDetail(cast.requester, id)).documents;
    await removeDocument(cast.requester, id, document?.id ?? 0, { sequence });
    expect(await said()).toEqual(everywhere(false, "Approved"));
    expect((await reviewDetail(cast.auditor, id)).decisions).toMatchObject([{ stale: false }]);
  });

  it("is no more once the review is open again", async () => {
    const { id, sequence } = await stale();
    await reopenReview(cast.engineer, id, { sequence, reason: "It has changed" });
    expect(await said()).toEqual(everywhere(false, "In review"));
  });

  it("is no more once the review is closed", async () => {
    const { id, sequence } = await stale();
    await closeReview(cast.engineer, id, { sequence, reason: "It is dropped", dropped: true });
    expect(await said()).toEqual(everywhere(false, "Closed"));
  });

  it("is worded once: of what is approved, and of nothing else", () => {
    expect(stateWords("approved", { stale: true, onWaivers: 2 })).toBe("Approved on 2 waivers, stale");
    expect(stateWords("approved_with_conditions", { stale: true })).toBe("Approved with conditions, stale");
    expect(stateWords("submitted", { elsewhere: true, stale: true })).toBe("Open elsewhere");
    for (const state of REVIEW_STATES) {
      expect(stateWords(state, { stale: true }).includes("stale")).toBe(/^approved/.test(state));
    }
  });
});
