import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AwardList } from "#components/guardians/award-list.tsx";
import type { Award } from "#lib/belts/output.ts";
import { NOW } from "#tests/support/actors.ts";

const AWARD: Award = {
  id: 1,
  belt: "yellow",
  note: "Every item is met.",
  criteriaVersion: 2,
  evidence: { courses: 4, monthsActive: 1, reviewsInvolved: 1, threatModelsAuthored: 0, medianRating: 2 },
  awardedAt: NOW.toISOString(),
  awardedBy: null,
  revokedAt: null,
  revokedReason: null,
};

describe("the belts of a person", () => {
  it("count their evidence in words that agree", () => {
    const html = renderToStaticMarkup(
      createElement(AwardList, { awards: [AWARD], now: { at: NOW, timeZone: "UTC" }, control: null }),
    );
    expect(html).toContain(
      "Version 2 of the criteria: 4 courses held, 1 month active, 1 review involved in, 0 threat models, median rating 2",
    );
  });

  it("are shown as revoked without the reason to anyone who may not read it", () => {
    const awards = [{ ...AWARD, note: null, revokedAt: NOW.toISOString() }];
    const html = renderToStaticMarkup(
      createElement(AwardList, { awards, now: { at: NOW, timeZone: "UTC" }, control: null }),
    );
    expect(html).toContain("Revoked <time");
    expect(html).not.toContain("<p></p>");
    expect(html).not.toMatch(/<\/time>:/);
  });
});
