import { readFileSync } from "node:fs";
import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Placed } from "#components/ui/controls/placed-problems.ts";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Days } from "#components/ui/words/days.tsx";
import { initials, initialsAmong } from "#components/ui/words/initials.ts";
import { Moment } from "#components/ui/words/moment.tsx";
import { People } from "#components/ui/words/people.tsx";
import { STATUS_VALUES, Status } from "#components/ui/words/status.tsx";
import type { Problem } from "#lib/web/problem.ts";

function markup<Props extends object>(component: FunctionComponent<Props>, props: Props): string {
  return renderToStaticMarkup(createElement(component, props));
}
const words = (html: string) =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("Status", () => {
  it.each(STATUS_VALUES)("%s is an icon and a word, not colour alone", (value) => {
    const html = markup(Status, { value });
    const icon = /data-icon="([\w-]+)"/.exec(html)?.[1];
    expect(readFileSync("components/ui/words/icon.css", "utf8")).toContain(`[data-icon="${icon}"]`);
    expect(html).toMatch(/^<span [^>]*>[^<>]+<\/span>$/);
    expect(words(html)).toMatch(/^[A-Z][a-z ]+$/);
  });

  it("takes a more exact word", () => {
    expect(words(markup(Status, { value: "due", label: "Due in 2 days" }))).toBe("Due in 2 days");
  });
});

describe("DataTable", () => {
  const columns = [
    { key: "ref", label: "Review" },
    { key: "age", label: "Age", align: "right" as const },
  ];

  it("makes the first cell the head and the link of its row, in a region that can be reached", () => {
    const rows = [{ key: 1, href: "/reviews/REV-1", cells: { ref: "REV-1", age: "2.0 d" } }];
    const html = markup(DataTable, { columns, rows, caption: "Reviews", empty: "None" });
    expect(html).toMatch(/<div role="group" tabindex="0" aria-label="Reviews"/i);
    expect(html).toMatch(/<th scope="row"[^>]*><a[^>]*href="\/reviews\/REV-1"[^>]*>REV-1<\/a><\/th>/);
    expect(html).toContain("data-row-link");
    expect(html).toMatch(/<td data-align="right" data-label="Age"[^>]*>2\.0 d<\/td>/);
  });

  it("shows what was given for an empty list in place of a table", () => {
    expect(markup(DataTable, { columns, rows: [], caption: "Reviews", empty: "No reviews yet" })).toBe(
      "No reviews yet",
    );
  });
});

describe("People", () => {
  it("tell one's own place from that of others by its look and in words", () => {
    const parts = [
      { part: "Guardian", name: "Gita Guardian" },
      { part: "Engineer", name: "Enzo Engineer", mine: true },
    ];
    const html = markup(People, { parts });
    expect(html.match(/data-mine[^>]*>(\w+)</)?.[1]).toBe("EE");
    expect(html).toContain('title="Engineer: Enzo Engineer (you)"');
    expect(words(html)).toBe("GG EE Guardian: Gita Guardian. Engineer: Enzo Engineer (you).");
  });
});

describe("ProblemAlert", () => {
  const problem: Problem = {
    type: "about:blank",
    title: "Invalid",
    status: 422,
    detail: "The input is invalid.",
    requestId: "r",
    problems: [
      { path: ["intake", "dataClasses", 0], message: "must be known" },
      { path: [], message: "a duplicate key", line: 4, column: 9 },
    ],
  };

  it("says what, where, and what can be done", () => {
    expect(words(markup(ProblemAlert, { problem: { ...problem, allowed: ["request_changes", "hold"] } }))).toBe(
      "The input is invalid. intake › data classes › 1: must be known line 4 column 9: a duplicate key " +
        "What you can do now: request changes, hold.",
    );
  });

  it("leaves to the controls of its form what is said there", () => {
    const placed = createElement(
      Placed,
      { value: problem.problems?.slice(0, 1) ?? [] },
      createElement(ProblemAlert, { problem }),
    );
    expect(words(renderToStaticMarkup(placed))).toBe("The input is invalid. line 4 column 9: a duplicate key");
  });

  it("waits, silent, for a problem", () => {
    expect(markup(ProblemAlert, { problem: null })).toBe('<div role="alert"></div>');
  });

  it("S22 shows markup as text", () => {
    const html = markup(ProblemAlert, { problem: { ...problem, detail: "<img src=x onerror=alert(1)>" } });
    expect(html).not.toContain("<img");
  });
});

describe("small things", () => {
  it("Days has one decimal, and says when it is not known", () => {
    expect(words(markup(Days, { seconds: 397_440 }))).toBe("4.6 d");
    expect(words(markup(Days, { seconds: null }))).toBe("– not known");
  });

  it("Moment is relative, with the exact time for hover and for screen readers", () => {
    const html = markup(Moment, {
      at: "2026-11-25T12:00:00Z",
      now: { at: new Date("2026-11-25T14:00:00Z"), timeZone: "UTC" },
    });
    expect(html).toContain('dateTime="2026-11-25T12:00:00.000Z"');
    expect(html).toContain('title="25 Nov 2026, 12:00 UTC"');
    expect(words(html)).toBe("2 h ago , 25 Nov 2026, 12:00 UTC");
  });

  it("tells people with the same initials apart", () => {
    expect(initialsAmong(["Edda Engineer", "Enzo Engineer", "Gita Guardian"])).toEqual(
      new Map([
        ["Edda Engineer", "EdE"],
        ["Enzo Engineer", "EnE"],
        ["Gita Guardian", "GG"],
      ]),
    );
    expect([...initialsAmong(["Ana Ott", "Ana Orr", "Ana Ott"]).values()]).toEqual(["AOt", "AOr"]);
  });

  it("Pager leads to the pages before and after, and nowhere beyond the ends", () => {
    const href = (page: number) => `/reviews?page=${page}`;
    const middle = markup(Pager, { page: 2, pages: 3, href });
    expect(middle).toContain("/reviews?page=1");
    expect(middle).toContain("/reviews?page=3");
    expect(markup(Pager, { page: 3, pages: 3, href })).not.toContain("page=4");
    expect(markup(Pager, { page: 1, pages: 1, href })).toBe("");
  });

  it.each([
    ["Ana María López", "AL"],
    ["Ana", "A"],
    ["  ", "?"],
    ["𝒜na 🙂", "𝒜🙂"],
  ])("the initials of %j are %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});
