import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeEach, describe, expect, it } from "vitest";
import { GateList } from "#components/reviews/decisions/gate-list.tsx";
import { shownGates } from "#components/reviews/decisions/shown-gates.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { at, NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, type PersonContext, submitted } from "#tests/support/reviews.ts";
import { waive, withoutModel } from "#tests/support/waivers.ts";

describe("a waived gate", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function drawn(id: number, now = "2026-11-25T10:00:00Z"): Promise<string> {
    const review = await reviewDetail(at(cast.engineer, now), id);
    return renderToStaticMarkup(
      createElement(GateList, {
        gates: shownGates(review),
        waivers: review.gateWaivers,
        ended: review.endedGateWaivers,
        threatModelId: null,
      }),
    );
  }
  const given = "Given by Sara Second (requested by Rita Requester: It comes later): The old one holds";

  it("says to who decides on it who gave it, who asked for it and why", async () => {
    const { id, sequence } = await waive(cast, await withoutModel(cast));
    expect(await drawn(id)).toContain(given);
    const ended = { sequence, gate: "threat_model", reason: "It is there" } as const;
    await endGateWaiver(cast.second, id, ended);
    expect(await drawn(id)).not.toContain("Given by");
    expect(await drawn(id)).toContain("Sara Second ended its waiver: It is there");
  });

  it("says why its waiver was ended, the last one, and only while no other holds", async () => {
    const one = await waive(cast, await withoutModel(cast));
    const { id } = one;
    const end = (sequence: number, reason: string) =>
      endGateWaiver(cast.manager, id, { sequence, gate: "threat_model", reason });
    const ended = async () => (await reviewDetail(cast.requester, id)).endedGateWaivers;
    expect(await ended()).toEqual([]);
    const two = await waive(cast, await end(one.sequence, "It was used against us"));
    expect(await ended()).toEqual([]);
    await end(two.sequence, "And again");
    expect(await ended()).toEqual([
      {
        gate: "threat_model",
        endedBy: { id: cast.manager.actor.personId, name: "Mona Manager" },
        endedAt: NOW.toISOString(),
        reason: "And again",
      },
    ]);
    expect(await drawn(id)).toContain("Mona Manager ended its waiver: And again");
    expect(await drawn(id)).not.toContain("used against us");
  });

  it("is told in the words of the waiver that holds for longest", async () => {
    const one = await waive(cast, await withoutModel(cast), { expiresOn: "2026-12-01" });
    const { id } = await waive(cast, one, { expiresOn: "2026-12-20" });
    expect((await reviewDetail(cast.engineer, id)).gateWaivers).toMatchObject([
      { gate: "threat_model", expiresOn: "2026-12-20", approvedBy: { name: "Sara Second" } },
    ]);
    expect((await drawn(id)).match(/Given by/g)).toHaveLength(1);
    expect(await drawn(id, "2026-12-21T10:00:00Z")).not.toContain("Given by");
  });
});

describe("the gate of conflicts", () => {
  const db = useDatabase();

  it("says what the reviewer stated, to those who may read it", async () => {
    const cast = await addCast(db());
    const { id, sequence } = await submitted(cast);
    await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
    const drawn = async (ctx: PersonContext) => {
      const review = await reviewDetail(ctx, id);
      const { gates, statedConflict } = review;
      return renderToStaticMarkup(createElement(GateList, { gates, statedConflict, threatModelId: null }));
    };
    expect(await drawn(cast.manager)).toContain("In their words: My sister wrote it");
    expect(await drawn(cast.requester)).toContain("The reviewer stated a conflict of interest.");
    expect(await drawn(cast.requester)).not.toContain("sister");
  });
});
