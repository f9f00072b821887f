import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ReviewTimeline } from "#components/reviews/review-timeline.tsx";

describe("the timeline of a review", () => {
  it("breaks no reference over two lines, in a line and in what happened with it", () => {
    const line = (id: number) => ({
      id,
      at: new Date("2026-11-27T12:00:00Z"),
      type: "review.commented",
      sentence: `Gina commented on REV-${id}.`,
      actor: { id: 7 },
    });
    const groups = [
      { head: line(1), rest: [] },
      { head: line(2), rest: [line(3)] },
    ];
    const html = renderToStaticMarkup(createElement(ReviewTimeline, { groups, timeZone: "UTC", today: "2026-11-28" }));
    const whole = [...html.matchAll(/<span class="nowrap">(REV-\d)<\/span>/g)].map(([, ref]) => ref);
    expect(whole).toEqual(["REV-1", "REV-2", "REV-3"]);
  });
});
