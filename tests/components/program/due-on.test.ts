import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DueOn } from "#components/program/due-on.tsx";

const markup = (metric: string) =>
  renderToStaticMarkup(createElement(MantineProvider, null, createElement(DueOn, { metric, dueOn: "2026-12-31" })));

describe("the day by which a goal is due", () => {
  it("is asked for with what judges the goal then: a quarter that has ended, or the backlog of the day", () => {
    for (const metric of ["", "M1", "M14"]) {
      expect(markup(metric)).toContain("Judged by the last quarter that has ended by this day.");
    }
    expect(markup("M6")).toContain("Judged by what is open at the end of this day.");
    expect(markup("M6")).toContain('value="2026-12-31"');
  });
});
