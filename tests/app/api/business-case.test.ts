import { beforeEach, describe, expect, it } from "vitest";
import { GET } from "#app/api/v1/metrics/business-case/route.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson, seedProgram } from "#tests/support/people.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the business case by the API", () => {
  const opened = useProductDatabase();
  beforeEach(async () => {
    await seedProgram(opened().db);
    actor = await addPerson(opened().db, { roles: ["program_manager"] });
  });

  const ask = async (query: string) => {
    const url = `http://127.0.0.1:3000/api/v1/metrics/business-case${query}`;
    const response = await GET(new Request(url), { params: Promise.resolve({}) });
    return { status: response.status, body: (await response.json()) as unknown };
  };

  it("takes what is assumed from the address, and makes no case where no difference is shown", async () => {
    const { status, body } = await ask("?reviews=1000&hoursPerFinding=2.5");
    expect(status).toBe(200);
    expect(body).toMatchObject({ effect: { id: "M2", state: "too_few_teams" }, measured: null, found: null });
  });

  it("is of the quarter and the day that are asked for", async () => {
    const { status, body } = await ask("?quarter=2026-Q3&asOf=2026-08-15");
    expect(status).toBe(200);
    expect(body).toMatchObject({ effect: { to: { key: "2026-Q3" }, asOf: "2026-08-15T23:59:59.999Z" } });
  });

  it.each([
    ["?quarter=2026-3", ["quarter"]],
    ["?asOf=today", ["asOf"]],
    ["?organisation=1", ["organisation"]],
    ["?days=many", ["days"]],
    ["?days=-1", ["days"]],
    ["?days=", ["days"]],
    ["?hours=3", ["hours"]],
  ])("refuses %s", async (query, path) => {
    const { status, body } = await ask(query);
    expect(status).toBe(422);
    expect(body).toMatchObject({ problems: [{ path }] });
  });

  it("is not there for someone who leads nobody", async () => {
    actor = await addPerson(opened().db);
    expect((await ask("")).status).toBe(404);
  });
});
