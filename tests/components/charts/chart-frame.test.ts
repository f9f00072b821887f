import { MantineProvider } from "@mantine/core";
import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { ChartFrame, type ChartFrameProps } from "#components/charts/chart-frame.tsx";
import { ChartTable } from "#components/charts/chart-table.tsx";

const FRAME: Omit<ChartFrameProps, "children"> = {
  title: "Review lead time",
  definition: "Calendar time from the first submit to the first decision.",
  window: "2026 Q3",
  n: 1250,
  columns: [
    { key: "arm", header: "Arm" },
    { key: "n", header: "n", numeric: true },
    { key: "median", header: "Median", numeric: true },
  ],
  rows: [
    { arm: "With a guardian", n: 1200, median: "4.6 d" },
    { arm: "<b>Without</b>", n: 50, median: null },
  ],
};
const markup = (element: ReactElement) => renderToStaticMarkup(createElement(MantineProvider, null, element));
function frame(props: Partial<ChartFrameProps> = {}) {
  const whole: ChartFrameProps = { ...FRAME, children: createElement("i", null, "drawing"), ...props };
  return markup(createElement(ChartFrame, whole));
}

describe("the frame of a chart", () => {
  test("is a figure named by its title, with definition, window and n", () => {
    const html = frame();
    const [, id] = /<h3[^>]* id="([^"]+)"/.exec(html) ?? [];
    expect(html).toMatch(new RegExp(`<figure[^>]* aria-labelledby="${id}"`));
    expect(html).toContain("<figcaption");
    for (const text of [FRAME.title, FRAME.definition, '2026 Q3 · <span class="nowrap">n = 1,250</span>', "drawing"])
      expect(html).toContain(text);
  });

  test("is as high as it is told, or as its rows where they take more", () => {
    expect(frame({ height: 300 })).toMatch(/ style="height:300px"/);
    expect(frame({ height: 300, grows: true })).toMatch(/ style="min-height:300px"/);
  });

  test("offers chart and table as one group of radio buttons, so one arrow key switches", () => {
    const html = frame();
    expect(html).toMatch(
      /role="radiogroup"[^>]*aria-label="View of Review lead time"|aria-label="View of Review lead time"[^>]*role="radiogroup"/,
    );
    expect([...html.matchAll(/type="radio"[^>]*value="(\w+)"/g)].map(([, value]) => value)).toEqual(["chart", "table"]);
  });

  test("links the file and the rows only where they may be opened", () => {
    expect(frame()).not.toContain("<a ");
    const html = frame({
      csvHref: "/metrics/lead-time.csv",
      rowsHref: "/reviews?quarter=2026-Q3",
      rowsLabel: "Reviews",
    });
    expect(html).toMatch(/<a [^>]*href="\/metrics\/lead-time.csv"/);
    expect(html).toMatch(/<a [^>]*href="\/reviews\?quarter=2026-Q3"/);
    expect(html).toContain('aria-label="Reviews: Review lead time"');
  });

  test("says so where there is nothing to draw", () => {
    const html = frame({ n: 0, emptyText: "No reviews yet." });
    expect(html).toContain("No reviews yet.");
    expect(html).not.toContain("drawing");
  });
});

describe("the table of a chart", () => {
  const html = markup(
    createElement(ChartTable, { caption: "Lead time, 2026 Q3", columns: FRAME.columns, rows: FRAME.rows }),
  );

  test("has a caption and headers for columns and rows", () => {
    expect(html).toContain("Lead time, 2026 Q3");
    expect(html.match(/scope="col"/g)?.length).toBe(3);
    expect(html.match(/scope="row"/g)?.length).toBe(2);
  });

  test("writes values as text, counts with separators, nothing as an empty cell", () => {
    expect(html).toContain("&lt;b&gt;Without&lt;/b&gt;");
    expect(html).toContain(">1,200<");
    expect(html).toMatch(/<td[^>]*><\/td>/);
  });
});
