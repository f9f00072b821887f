import { createElement, type ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import GuardiansPage from "#app/(program)/guardians/(overview)/page.tsx";
import PoliciesPage from "#app/(program)/policies/(overview)/page.tsx";
import ReviewsPage from "#app/(program)/reviews/(overview)/page.tsx";
import ActivityPage from "#app/(program)/settings/activity/page.tsx";
import PeopleSettingsPage from "#app/(program)/settings/people/page.tsx";
import ThreatModelsPage from "#app/(program)/threat-models/(overview)/page.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

let actor: PersonActor;
askedBy(() => actor);

/** What the page says that it left out. */
function leftOutOn(page: ReactElement): string {
  const { children } = page.props as { children: (ReactElement<{ names: string[] }> | null)[] };
  const found = children.find((child) => child?.type === IgnoredParameters);
  return found ? renderToStaticMarkup(createElement(IgnoredParameters, found.props)) : "no place for it";
}

describe("a list", () => {
  const opened = useProductDatabase();
  const lists = [
    [ReviewsPage, { state: "aproved", tier: "High", q: "a" }, "state and tier"],
    [GuardiansPage, { state: "boss", team: "1" }, "state"],
    [ActivityPage, { type: "review.sumitted", page: "0" }, "type and page"],
    [PoliciesPage, { view: "check", page: "first" }, "view and page"],
    [ThreatModelsPage, { service: "Ledger", page: "2" }, "service"],
    [PeopleSettingsPage, { q: "a", page: "-1" }, "page"],
  ] as const;

  it("says what of its address it does not understand, and nothing of what it does", async () => {
    actor = await addPerson(opened().db, { roles: ["auditor", "admin"] });
    for (const [Page, query, names] of lists) {
      const shown = async (query: object) => leftOutOn(await Page({ searchParams: Promise.resolve({ ...query }) }));
      expect(await shown(query)).toContain(`Ignored unknown parts of the URL: ${names}.`);
      expect(await shown({})).toBe("");
    }
  });

  it("says of a part that its reader may not open that it takes a role, not that it is not understood", async () => {
    actor = await addPerson(opened().db, { roles: ["security_engineer"] });
    const page = await PoliciesPage({ searchParams: Promise.resolve({ view: "disagreements" }) });
    expect(leftOutOn(page)).toBe("");
    const { children } = page.props as { children: ReactElement[] };
    expect(JSON.stringify(children)).toContain("You cannot open Disagreements.");
  });
});
