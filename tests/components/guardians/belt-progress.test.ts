import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BeltProgress } from "#components/guardians/belt-progress.tsx";
import type { BeltProgress as Progress } from "#lib/belts/output.ts";

const NONE: Progress = { current: "white", next: "yellow", criteriaVersion: 2, items: [], reached: null, awards: [] };
type Item = Progress["items"][number];
const asked = (criterion: Item["criterion"], met: boolean | null): Item => ({
  ...{ criterion, met, need: 3, have: met === null ? null : met ? 3 : 1 },
  missingCourses: [],
});

function words(items: Item[]): string {
  const html = renderToStaticMarkup(createElement(BeltProgress, { progress: { ...NONE, items } }));
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

describe("the way to a belt", () => {
  it("counts what is met of all that it asks for", () => {
    const said = words([asked("reviewsInvolved", true), asked("monthsActive", false)]);
    expect(said).toContain(" 1 of 2 met ");
  });

  it("counts what the reader may see where the rest is not for them to know", () => {
    const hidden = [asked("medianRating", null), asked("requiredCourses", null)];
    const said = words([asked("reviewsInvolved", true), asked("monthsActive", true), ...hidden]);
    expect(said).toContain(" 2 of 2 met that you may see ");
    expect(words(hidden)).not.toContain(" met");
  });
});
