import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import MetricRowsPage from "#app/(program)/metrics/[metric]/page.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam, seedProgram } from "#tests/support/people.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the page of the rows behind a number", () => {
  const opened = useProductDatabase();

  it("says that the state of a review is that of today, where a day of the past is asked for", async () => {
    const { db } = opened();
    await seedProgram(db);
    const teamId = await addTeam(db);
    const serviceId = await addService(db, { teamId });
    await addSubmitted(db, { submitted: "2026-05-10T00:00:00Z", decided: "2026-06-20T00:00:00Z", teamId, serviceId });
    actor = await addPerson(db, { roles: ["program_manager"] });
    const heads = async (query: Record<string, string>) => {
      const params = Promise.resolve({ metric: "M1" });
      const page = await MetricRowsPage({ params, searchParams: Promise.resolve(query) });
      const html = renderToStaticMarkup(createElement(MantineProvider, null, page));
      return [...html.matchAll(/<th[^>]*>([^<]*)</g)].map(([, words]) => words);
    };
    expect(await heads({ asOf: "2026-05-31" })).toContain("State today");
    expect(await heads({ quarter: "2026-Q2" })).toContain("State");
  });
});
