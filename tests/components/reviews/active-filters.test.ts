import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { activeFilters } from "#components/reviews/queue/active-filters.ts";
import { NoReviews } from "#components/reviews/queue/no-reviews.tsx";
import { type FilterNames, readFilter } from "#lib/reviews/rules/filter.ts";

const NOBODY = { team: null, service: null, guardian: null, reviewer: null, person: null };
const NARROWED = readFilter({ tab: "all", state: "open", service: "3", person: "7", q: "export", page: "4" });

describe("the chips of a filter", () => {
  it("say by name what a list is narrowed to", () => {
    const chips = activeFilters(NARROWED, { ...NOBODY, service: "Ledger", person: "Ann Lee" });
    expect(chips.map(({ label }) => label)).toEqual(["Open", "Service: Ledger", "Person: Ann Lee"]);
  });

  it("each lead to the first page of the list without it, and with the others", () => {
    const [, service, person] = activeFilters(NARROWED, { ...NOBODY, service: "Ledger", person: "Ann Lee" });
    expect(service?.href).toBe("/reviews?tab=all&state=open&person=7&q=export");
    expect(person?.href).toBe("/reviews?tab=all&state=open&service=3&q=export");
  });

  it("say of what is not there that it is unknown, and no number", () => {
    const chips = activeFilters(NARROWED, NOBODY);
    expect(chips.map(({ label }) => label)).toEqual(["Open", "Unknown service", "Unknown person"]);
  });
});

describe("an empty list of reviews", () => {
  const words = (query: Record<string, string>, names: FilterNames = NOBODY) =>
    renderToStaticMarkup(createElement(NoReviews, { filter: readFilter(query), names })).replace(/<[^>]+>/g, " ");

  it("says that there is no such service or person", () => {
    expect(words({ service: "3" })).toContain("There is no such service");
    expect(words({ person: "3" })).toContain("names a person that does not exist. Clear the filter");
  });

  it("says that none matches where what it is narrowed to is there", () => {
    expect(words({ service: "3" }, { ...NOBODY, service: "Ledger" })).toContain("No review matches");
  });
});
