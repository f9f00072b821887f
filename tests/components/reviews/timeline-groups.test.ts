import { describe, expect, it } from "vitest";
import { timelineGroups, timelineWords } from "#components/reviews/timeline-groups.ts";

const [BEA, GITA] = [7, 8];

/** Someone's event, or the product's own. */
const line = (id: number, minute: number, type: string, actorId: number | null = BEA) => ({
  id,
  at: new Date(Date.UTC(2026, 10, 27, 12, minute)),
  type,
  sentence: type,
  actor: { id: actorId },
});

describe("timelineGroups", () => {
  it("puts what happened together under what tells most of it, the latest first", () => {
    const groups = timelineGroups([
      line(5, 200, "review.commented"),
      line(4, 20, "policy-run.queued"),
      line(3, 20, "review.submitted"),
      line(2, 10, "review.revision-sealed"),
      line(1, -90, "review.drafted"),
    ]);
    expect(groups.map(({ head, rest }) => [head.id, rest.map(({ id }) => id)])).toEqual([
      [5, []],
      [3, [4, 2]],
      [1, []],
    ]);
    expect(timelineGroups([])).toEqual([]);
  });

  it("puts nobody's act under another's, and what the product did under the act before", () => {
    const groups = timelineGroups([
      line(7, 50, "review.commented", BEA),
      line(6, 40, "policy-run.finished", null),
      line(5, 30, "review.commented", GITA),
      line(4, 20, "review.claimed", GITA),
      line(3, 12, "policy-run.finished", null),
      line(2, 10, "review.submitted", BEA),
      line(1, 9, "review.revision-sealed", BEA),
    ]);
    expect(groups.map(({ head, rest }) => [head.id, rest.map(({ id }) => id)])).toEqual([
      [7, []],
      [4, [6, 5]],
      [2, [3, 1]],
    ]);
  });
});

describe("timelineWords", () => {
  it("says how much of it is shown", () => {
    const groups = timelineGroups([line(2, 200, "review.commented"), line(1, 20, "review.submitted")]);
    const place = { totalIsAtLeast: false, page: 1, pages: 1 };
    expect(timelineWords(groups, { ...place, total: 2 })).toBe("2 events in 2 lines");
    expect(timelineWords(groups, { ...place, total: 412 })).toBe("The latest 2 of 412 events in 2 lines");
    expect(timelineWords([], { ...place, total: 0 })).toBe("0 events in 0 lines");
  });
});
