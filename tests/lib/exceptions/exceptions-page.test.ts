import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { ExceptionTable } from "#components/reviews/exceptions/exception-table.tsx";
import { exceptionsPage } from "#lib/exceptions/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { at } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, type PersonContext, riskAccepted } from "#tests/support/reviews.ts";
import { askFor, give, LAST_DAY, waive, withoutModel, withWaivedResult } from "#tests/support/waivers.ts";

const FINDING = { title: "The bucket is open", severity: "high", blocking: true } as const;

describe("the list of exceptions", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const states = async (ctx: PersonContext, reviewId?: number) => {
    const { items } = await exceptionsPage(ctx, reviewId === undefined ? {} : { reviewId });
    return items.map(({ kind, state }) => `${kind} ${state}`);
  };
  async function accepted() {
    const { id, sequence } = await claimed(cast);
    const raised = await raiseFinding(cast.engineer, id, { ...FINDING, sequence });
    const { sequence: last } = await riskAccepted(cast, raised, raised.findingId, { acceptedUntil: "2026-12-01" });
    return { id, findingId: raised.findingId, sequence: last };
  }

  it("has waivers of gates and results and accepted risks in one, the next to expire first, or those of one review", async () => {
    const { id } = await waive(cast, await withoutModel(cast));
    await withWaivedResult(cast);
    const risk = await accepted();
    expect(await states(cast.engineer)).toEqual(["finding holds", "gate holds", "result holds"]);
    expect(await states(cast.engineer, id)).toEqual(["gate holds"]);
    const { items, total } = await exceptionsPage(cast.engineer, { reviewId: risk.id });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      review: { id: risk.id, ref: `REV-${risk.id}` },
      about: FINDING.title,
      askedBy: { name: "Sara Second" },
      approvedBy: { name: "Mona Manager" },
      expiresOn: "2026-12-01",
    });
  });

  it("says which expired, were ended, renewed, or are about what changed since", async () => {
    const place = await waive(cast, await withoutModel(cast));
    const later = at(cast.engineer, "2026-12-21T09:00:00Z");
    expect(await states(later)).toEqual(["gate expired"]);
    const longer = { expiresOn: "2027-01-10" };
    const two = await give(cast.second, await askFor(cast.requester, place), longer);
    expect(await states(later)).toEqual(["gate holds", "gate renewed"]);
    const end = { sequence: two.sequence, gate: "threat_model", reason: "It is there" } as const;
    await endGateWaiver(cast.second, place.id, end);
    expect(await states(later)).toEqual(["gate ended", "gate ended"]);
    const risk = await accepted();
    await settleFinding(cast.engineer, risk.id, risk.findingId, {
      sequence: risk.sequence,
      state: "open",
      reason: "Abused",
    });
    expect(await states(cast.engineer, risk.id)).toEqual(["finding ended"]);
  });

  it("S02 shows nobody the exceptions of a review that they may not see", async () => {
    await waive(cast, await withoutModel(cast));
    expect(await states(cast.outsider)).toEqual([]);
    expect(await states(cast.requester)).toEqual(["gate holds"]);
  });

  it("says of each what it is about, who granted it and until when", async () => {
    const { id } = await waive(cast, await withoutModel(cast));
    const { items } = await exceptionsPage(cast.engineer, { reviewId: id });
    const said = renderToStaticMarkup(createElement(ExceptionTable, { items, ofReview: true }));
    for (const words of ["Gate: Threat model", "The old one holds", "Sara Second", "Expires 20 Dec 2026"]) {
      expect(said).toContain(words);
    }
    expect(LAST_DAY).toBe("2026-12-20");
  });
});
