import { describe, expect, it } from "vitest";
import { drawnTabs, pagesBelow, SETTINGS_TABS } from "#components/frame/nav/tabs.ts";
import { personActor } from "#tests/support/actors.ts";

const FOR_ALL = ["Exceptions", "Profiles", "Playground", "Teams and services", "About", "Organisation"];

describe("the pages that search leads to next to the places", () => {
  it.each<[string, Parameters<typeof personActor>[0], string[]]>([
    ["a builder", {}, FOR_ALL],
    ["a leader", { organisationIds: [1] }, [...FOR_ALL, "Business case"]],
    ["an auditor", { roles: ["auditor"] }, [...FOR_ALL, "Business case", "Activity log"]],
    ["a manager", { roles: ["program_manager"] }, [...FOR_ALL, "Disagreements", "Business case", "Activity log"]],
    ["an admin", { roles: ["admin"] }, [...FOR_ALL, "Disagreements", "Activity log", "People and roles"]],
  ])("are for %s those they may open", (_, parts, labels) => {
    const pages = pagesBelow(personActor(parts)).map(({ label }) => label);
    expect(pages.sort()).toEqual([...labels].sort());
  });

  it("are addresses, each of its place", () => {
    expect(pagesBelow(personActor())).toContainEqual({
      label: "Profiles",
      href: "/policies?view=profiles",
      place: "Policies",
    });
  });
});

describe("the tabs of a page", () => {
  it("say which is open, and stand there for anyone who may not open them", () => {
    expect(drawnTabs(SETTINGS_TABS, "people")).toEqual([
      { href: "/settings/about", label: "About", current: false },
      { href: "/settings/people", label: "People and roles", current: true },
      { href: "/settings/organisation", label: "Organisation", current: false },
      { href: "/settings/activity", label: "Activity log", current: false },
    ]);
  });
});
