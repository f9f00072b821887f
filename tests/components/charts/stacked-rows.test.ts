import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { StackedRows } from "#components/charts/stacked-rows.tsx";

describe("a bar of parts", () => {
  const drawn = (...values: number[]) => {
    const segments = values.map((value, at) => ({ label: `Part ${at + 1}`, value }));
    return renderToStaticMarkup(createElement(StackedRows, { kind: "share", rows: [{ label: "2026 Q3", segments }] }));
  };
  const said = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

  it("says each part in words, those with no room and those of nothing under it", () => {
    expect(said(drawn(0.9, 0.1, 0))).toBe(" 2026 Q3 Part 1 90 % Part 2 10 % Part 3 0 % ");
    expect(said(drawn(0, 0))).toBe(" 2026 Q3 Part 1 0 % Part 2 0 % ");
  });

  const series = (html: string) => [...html.matchAll(/data-series="(\d)" style/g)].map(([, at]) => at);

  it("draws no part of nothing, and each other one in the colour of its place", () => {
    expect(series(drawn(0.9, 0, 0.1))).toEqual(["0", "2"]);
  });

  it("has one colour in every row, also in one that knows of fewer", () => {
    const [early, late] = [
      { label: "Early", value: 1 },
      { label: "Late", value: 1 },
    ];
    const rows = [
      { label: "2026 Q3", segments: [early, late] },
      { label: "2026 Q2", segments: [late] },
    ];
    expect(series(renderToStaticMarkup(createElement(StackedRows, { kind: "share", rows })))).toEqual(["0", "1", "1"]);
  });
});
