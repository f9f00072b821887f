import { beforeEach, describe, expect, it } from "vitest";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { countReviews, listReviews } from "#lib/reviews/queries.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, type PersonContext, submitted } from "#tests/support/reviews.ts";

const FINDING = { title: "No limit on uploads", severity: "high", blocking: true } as const;

describe("reviews that are ready to decide", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const ready = async (ctx: PersonContext, query: Record<string, string> = {}) => {
    const filter = readFilter({ tab: "ready", ...query });
    const { reviews, total } = await listReviews(ctx, filter);
    const rows = (await exportReviews(ctx, filter)).trimEnd().split("\n").slice(1);
    expect([await countReviews(ctx, filter), rows.length]).toEqual([total, total]);
    return reviews.map(({ id }) => id);
  };

  it("are those that this engineer reviews and no gate of which is unmet", async () => {
    const met = await claimed(cast);
    const blocked = await claimed(cast);
    await raiseFinding(cast.engineer, blocked.id, { ...FINDING, sequence: blocked.sequence });
    await submitted(cast);
    expect(await ready(cast.engineer)).toEqual([met.id]);
    expect(await ready(cast.engineer, { tier: "high" })).toEqual([]);
  });

  it("are nobody else's", async () => {
    await claimed(cast);
    for (const ctx of [cast.second, cast.manager, cast.requester, cast.outsider]) expect(await ready(ctx)).toEqual([]);
  });
});
