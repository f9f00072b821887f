import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BacklogAges } from "#components/metrics/backlog-ages.tsx";

const DAY = 86_400;
const NONE = { n: 0, median: null, p90: null, oldest: null };

describe("the ages of the backlog", () => {
  it("are said by state and by turn, and as not known where nothing is open", () => {
    const ages = {
      byState: [
        { state: "in_review" as const, n: 2, median: 3 * DAY, p90: 5 * DAY, oldest: 6 * DAY },
        { state: "on_hold" as const, ...NONE },
      ],
      byTurn: [{ turn: "reviewer" as const, n: 2, median: 3 * DAY, p90: 5 * DAY, oldest: 6 * DAY }],
    };
    const html = renderToStaticMarkup(createElement(BacklogAges, { ages, query: { team: "3" } }));
    const said = html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
    expect(said).toContain("State: in review 2 3.0 d 5.0 d 6.0 d State: on hold 0 – not known");
    expect(said).toContain("Turn: reviewer 2 3.0 d 5.0 d 6.0 d");
    expect(html).toMatch(/href="[^"]*backlog-ages[^"]*team=3/);
  });
});
