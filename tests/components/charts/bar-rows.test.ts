import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BarRows } from "#components/charts/bar-rows.tsx";

describe("a bar with an interval", () => {
  const drawn = (...bars: Parameters<typeof BarRows>[0]["bars"]) =>
    renderToStaticMarkup(createElement(BarRows, { kind: "count", bars }));
  const shares = (html: string) => [...html.matchAll(/style="([^"]*)"/g)].map(([, style]) => style);

  it("has it drawn over it, on a scale that holds its upper end", () => {
    const bar = { label: "2026 Q3", value: 5, reach: { low: 2, high: 10, said: "2 to 10" } };
    const html = drawn(bar, { label: "2026 Q2", value: 4 });
    expect(shares(html)).toEqual(["width:50%", "left:20%;width:80%", "width:40%"]);
    expect(html).toMatch(/5 <span class="[^"]*interval[^"]*">\(2 to 10\)<\/span>/);
  });

  it("has it drawn to the edge where it has no upper end", () => {
    const html = drawn({ label: "2026 Q3", value: 5, reach: { low: 2, high: null, said: "2 or more" } });
    expect(shares(html)).toEqual(["width:100%", "left:40%;width:60%"]);
  });
});
