import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { ExceptionTable } from "#components/reviews/exceptions/exception-table.tsx";
import { exceptionsPage } from "#lib/exceptions/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveGate } from "#lib/reviews/exceptions/waive.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
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
  });

  it("says that a risk expired, also once its finding is open again, and that one was ended by it before", async () => {
    const risk = await accepted();
    await settleFinding(cast.engineer, risk.id, risk.findingId, {
      sequence: risk.sequence,
      state: "open",
      reason: "Abused",
    });
    expect(await states(cast.engineer, risk.id)).toEqual(["finding ended"]);
    const late = await accepted();
    const after = at(cast.engineer, "2026-12-21T09:00:00Z");
    const again = { sequence: late.sequence, state: "open", reason: "Abused" } as const;
    await settleFinding(after, late.id, late.findingId, again);
    expect(await states(after, late.id)).toEqual(["finding expired"]);
  });

  it("says that one applies no longer whose result is gone, or whose review was rejected", async () => {
    const { id, sequence } = await withWaivedResult(cast);
    const gate = await waive(cast, await withoutModel(cast));
    expect(await states(cast.engineer)).toEqual(["gate holds", "result holds"]);
    const documents = [{ name: "role.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    expect(await states(cast.engineer, id)).toEqual(["result void"]);
    await rejectReview(cast.engineer, gate.id, { sequence: gate.sequence, reason: "No" });
    expect(await states(cast.engineer, gate.id)).toEqual(["gate void"]);
  });

  it("begins with what holds, and says of a long reason how it begins", async () => {
    const place = await waive(cast, await withoutModel(cast), { expiresOn: "2026-12-10" });
    const asked = await askFor(cast.requester, place);
    const wanted = { sequence: asked.sequence, gate: "threat_model", expiresOn: LAST_DAY } as const;
    await waiveGate(cast.second, place.id, { ...wanted, reason: "Long ".repeat(100) });
    expect(await states(cast.engineer)).toEqual(["gate holds", "gate renewed"]);
    const { items } = await exceptionsPage(cast.engineer);
    expect(items[0]?.reason).toMatch(/^(Long ){60}…$/);
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
