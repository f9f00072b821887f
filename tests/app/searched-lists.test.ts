import { createElement, isValidElement, type ReactElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import TeamsPage from "#app/(program)/guardians/teams/(overview)/page.tsx";
import ThreatModelsPage from "#app/(program)/threat-models/(overview)/page.tsx";
import { ServiceLines } from "#components/people/service-lines.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { TextFilter } from "#components/ui/lists/filter-form.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { retireService } from "#lib/teams/retire-service.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { context } from "#tests/support/actors.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { shownText } from "#tests/support/shown-text.ts";
import { composerModel } from "#tests/support/threat-models.ts";

let actor: PersonActor;
askedBy(() => actor);

type Part = ReactElement<Record<string, unknown>>;

/** All elements of a page, also those that wait in a prop of another. */
function partsOf(node: unknown): Part[] {
  if (Array.isArray(node)) return node.flatMap(partsOf);
  if (!isValidElement<Record<string, unknown>>(node)) return [];
  return [node, ...Object.values(node.props).flatMap(partsOf)];
}

/** What of these parts stands on a page, with what they were given. */
async function shown(page: Promise<ReactNode>, type: unknown): Promise<Record<string, unknown>[]> {
  return partsOf(await page)
    .filter((part) => part.type === type)
    .map(({ props }) => props);
}

const asked = (query: Record<string, string>) => ({ searchParams: Promise.resolve(query) });
const wordsOf = (props: Record<string, unknown>) =>
  renderToStaticMarkup(createElement(EmptyState, props as { title: string })).replace(/<[^>]+>/g, " ");

describe("the search of a list", () => {
  const opened = useProductDatabase();

  it("keeps what was typed, on every page of what was found, and says that nothing was", async () => {
    const { db } = opened();
    const teamId = await addTeam(db);
    const serviceId = await addService(db, { teamId, name: "Checkout" });
    actor = await addPerson(db, { teamId });
    const file = { serviceId, fileName: "m.json", authorRole: "guardian" as const };
    await importThreatModel(context(db, actor), { ...file, content: composerModel() });
    const models = (query: Record<string, string>) => ThreatModelsPage(asked(query));
    expect(await shown(models({ q: "pay%" }), TextFilter)).toMatchObject([{ name: "q", value: "pay%" }]);
    const query = { q: "checkout", service: String(serviceId) };
    const [pager] = await shown(models(query), Pager);
    const { href } = pager as { href: (page: number) => string };
    expect(href(2)).toBe(`/threat-models?service=${serviceId}&q=checkout&page=2`);
    const [none] = await shown(models({ q: "pay%" }), EmptyState);
    expect(wordsOf(none ?? {})).toContain("No threat model matches");
    const [bare] = await shown(models({}), EmptyState);
    expect(wordsOf(bare ?? {})).toContain("No threat models that you may see");
  });

  it("of teams and services looks for both, and says which there are none of", async () => {
    const { db } = opened();
    const teamId = await addTeam(db, { name: "Cards" });
    await addService(db, { teamId, name: "Card vault" });
    await addService(db, { teamId, name: "Ledger" });
    actor = await addPerson(db);
    const none = async (query: Record<string, string>) =>
      (await shown(TeamsPage(asked(query)), EmptyState)).map(({ title }) => title);
    expect(await shown(TeamsPage(asked({ q: "card" })), TextFilter)).toMatchObject([{ name: "q", value: "card" }]);
    expect(await none({ q: "ledger" })).toContain("No team matches");
    expect(await none({ q: "cards" })).toContain("No service matches");
  });

  it("of services finds those that were retired too, and says which they are", async () => {
    const { db } = opened();
    const teamId = await addTeam(db, { name: "Cards" });
    const serviceId = await addService(db, { teamId, name: "Card vault" });
    actor = await addPerson(db, { teamId });
    const found = { q: "vault" };
    const lines = async () => {
      const [props] = await shown(TeamsPage(asked(found)), ServiceLines);
      return shownText(ServiceLines(props as Parameters<typeof ServiceLines>[0]));
    };
    expect(await lines()).not.toContain("Retired");
    await retireService(context(db, actor), { serviceId });
    expect(await lines()).toMatch(/Card vault.*Retired/s);
    expect(await shownText(await TeamsPage(asked({})))).not.toContain("Card vault");
  });

  it("of teams says that all have a guardian of all teams only, and of some that are to have one", async () => {
    const { db } = opened();
    const all = "All eligible teams have an active guardian";
    const text = async (query: Record<string, string>) => shownText(await TeamsPage(asked(query)));
    const spared = await addTeam(db, { name: "Cards", eligibleTo: "2026-01-01" });
    actor = await addPerson(db, { teamId: spared });
    expect(await text({})).not.toContain(all);
    const teamId = await addTeam(db, { name: "Ledger" });
    await addPerson(db, { teamId, guardian: true });
    expect(await text({})).toContain(all);
    expect(await text({ q: "ledger" })).not.toContain(all);
    await addTeam(db, { name: "Ledger two" });
    expect(await text({ q: "ledger" })).toContain("1 without an active guardian");
  });
});
