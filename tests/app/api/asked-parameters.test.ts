import { ne } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { events, organisations, rateCounts } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { type ApiOperation, apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { addWorld } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);

type Answer = { status: number; detail: string; problems: FieldProblem[] };

const parametersOf = ({ parameters }: ApiOperation) =>
  parameters.filter(({ in: place }) => place === "query").map(({ name }) => name);

/** What is nothing of its kind, where a number would be wrong for another reason. */
const ABSENT: Record<string, string> = { ref: "REV-987654", metric: "M99", chart: "zebra", quarter: "2019-Q1" };

describe("what the address of a route asks for", () => {
  const world = useFilledDatabase(addWorld);
  let operations: ApiOperation[];
  beforeAll(async () => {
    operations = await apiOperations();
    actor = world().filled.as("program manager");
  });

  async function ask(operation: ApiOperation, query: string, params = world().filled.params): Promise<Answer> {
    await world().db.delete(rateCounts);
    const response = await send(operation, { params, query });
    const refused = response.status === 422 ? ((await response.json()) as Omit<Answer, "status">) : null;
    return { status: response.status, detail: refused?.detail ?? "", problems: refused?.problems ?? [] };
  }
  const askNamed = (name: string, query: string) => {
    const operation = operations.find((operation) => operation.name === name);
    if (!operation) throw new Error(`Unknown ${name}`);
    return ask(operation, query);
  };

  it("is not found where its path names what is not there", async () => {
    const { params } = world().filled;
    for (const operation of operations.filter(({ method }) => method === "GET")) {
      for (const { name } of operation.parameters.filter(({ in: place }) => place === "path")) {
        const asked = { ...params, [name]: ABSENT[name] ?? "987654" };
        expect([operation.name, name, (await ask(operation, "", asked)).status]).toEqual([operation.name, name, 404]);
      }
    }
  });

  it("is refused where the route does not take it", async () => {
    for (const operation of operations) {
      const { status, problems } = await ask(operation, "?zebra=1");
      const known = parametersOf(operation);
      const message = known.length === 0 ? "is not a parameter here" : expect.stringContaining(known.at(-1) ?? "");
      expect([operation.name, status, problems]).toEqual([operation.name, 422, [{ path: ["zebra"], message }]]);
    }
  });

  it("is refused where it is not understood, with what it may be", async () => {
    for (const operation of operations) {
      for (const name of parametersOf(operation)) {
        // Every word is something to look for, and may be a name.
        const value = ["q", "name"].includes(name) ? "%00" : "aproved";
        const { status, problems } = await ask(operation, `?${name}=${value}`);
        expect([operation.name, name, status]).toEqual([operation.name, name, 422]);
        expect(problems).toEqual([{ path: [name], message: expect.stringMatching(/^must /) }]);
      }
    }
  });

  it("hands out no file of everything for a filter that says nothing", async () => {
    const before = await world().db.$count(events);
    const answer = await askNamed("GET /api/v1/reviews/export", "?state=aproved&tier=&type=service");
    expect(answer.status).toBe(422);
    expect(answer.problems.map(({ path }) => path)).toEqual([["state"], ["tier"], ["type"]]);
    expect(answer.problems[1]?.message).toBe("must be low, medium or high");
    expect(answer.detail).toMatch(/^The URL is invalid\. state: must be draft, submitted, .* or decided$/);
    expect(await world().db.$count(events)).toBe(before);
  });

  it("says of a page that it is counted from 1, in every list", async () => {
    const paged = operations.filter((operation) => parametersOf(operation).includes("page"));
    expect(paged.length).toBeGreaterThan(5);
    for (const operation of paged) {
      const { problems } = await ask(operation, "?page=x");
      expect([operation.name, problems[0]?.message]).toEqual([operation.name, "must be a whole number of 1 or more"]);
    }
  });

  it("is refused where it could say nothing next to the rest", async () => {
    const { cast, organisationId } = world().filled;
    const [other] = await world()
      .db.select({ id: organisations.id })
      .from(organisations)
      .where(ne(organisations.id, organisationId))
      .orderBy(organisations.id);
    const both = (organisation: number | undefined) => `?team=${cast.teamId}&organisation=${organisation}`;
    for (const name of ["GET /api/v1/metrics", "GET /api/v1/metrics/[metric]/rows"]) {
      const { status, problems } = await askNamed(name, both(other?.id));
      expect([name, status, problems.map(({ path }) => path)]).toEqual([name, 422, [["team"]]]);
      expect([name, (await askNamed(name, both(organisationId))).status]).toEqual([name, 200]);
    }
    const unordered = await askNamed("GET /api/v1/reviews", "?sort=due");
    const message = "must be -updated, age, -age or launch on the tab all";
    expect([unordered.status, unordered.problems]).toEqual([422, [{ path: ["sort"], message }]]);
    expect((await askNamed("GET /api/v1/reviews", "?tab=mine&sort=due")).status).toBe(200);
    expect((await askNamed("GET /api/v1/reviews/[ref]/checks", "?revision=99")).status).toBe(404);
  });

  it("is answered where it is understood", async () => {
    const asked: [string, string][] = [
      ["GET /api/v1/reviews", "?tab=all&state=open&tier=low&sort=age&page=1&q=a"],
      ["GET /api/v1/reviews/export", "?state=approved&team=1"],
      ["GET /api/v1/events", "?type=review.submitted&kind=review&subject=1&actor=1&page=1"],
      ["GET /api/v1/people", "?q=a&state=everyone&team=1&belt=none&page=1"],
      ["GET /api/v1/threat-models", "?q=a&service=1&page=1"],
      ["GET /api/v1/policy-runs", "?page=1"],
      ["GET /api/v1/reviews/[ref]/checks", "?revision=1"],
      ["GET /api/v1/threat-models/[model]", "?version=1"],
      ["GET /api/v1/search", "?q="],
    ];
    for (const [name, query] of asked) expect([name, (await askNamed(name, query)).status]).toEqual([name, 200]);
  });
});
