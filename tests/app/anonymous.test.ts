import { beforeEach, describe, expect, it } from "vitest";
import { events } from "#db/schema/index.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { ACTION_FILES, pages, routeFiles, serverActions } from "#tests/support/entry-points.ts";
import { ACTION_INPUTS } from "#tests/support/fuzz/action-inputs.ts";
import { addCast, drafted } from "#tests/support/reviews.ts";

askedBy(() => null);

/** What answers without a session, each for its reason. A route that is not one of the API and not here is a mistake. */
const OPEN = [
  // The sign-in routes.
  "/api/auth/[...nextauth]",
  // Whether the process is alive, and whether it can serve.
  "/api/health",
  "/api/ready",
  // What the API is, which is no secret.
  "/api/v1/openapi.json",
];

/** What answers for every address that the API does not have: no route of its document. */
const NOWHERE = "/api/v1/[[...path]]";

describe("anyone who has not signed in", () => {
  const database = useProductDatabase();
  let before = 0;
  beforeEach(async () => {
    await drafted(await addCast(database().db));
    before = await database().db.$count(events);
  });
  const written = async () => (await database().db.$count(events)) - before;

  it("S01 is refused by every route of the tree but those that are open", async () => {
    const operations = await apiOperations();
    const guarded = new Set(operations.map(({ path }) => path));
    expect(routeFiles().filter((path) => ![...guarded, NOWHERE].includes(path))).toEqual(OPEN);
    for (const operation of operations) {
      const { status, headers } = await send(operation, operation.method === "GET" ? {} : { body: {} });
      expect([operation.name, status]).toEqual([operation.name, 401]);
      expect(headers.get("content-type")).toBe("application/problem+json");
    }
    expect(await written()).toBe(0);
  });

  it("S01 is refused by every server action", async () => {
    const actions = await serverActions();
    expect(actions.length).toBeGreaterThan(50);
    for (const { name, run } of actions) {
      const result = await run(1, {}, {});
      const status = result && !result.ok ? result.problem.status : result;
      expect([name, status]).toEqual([name, 401]);
    }
    expect(await written()).toBe(0);
  });

  it("S01 finds server actions in files of their own only, which export nothing else", async () => {
    expect(ACTION_FILES.filter((file) => !/^app\/.*actions?\.ts$/.test(file))).toEqual([]);
    const names = (await serverActions()).map(({ name }) => name);
    expect(names.filter((name) => !/ \w+Action$/.test(name))).toEqual([]);
    // The fuzz of the browser suite calls each of them.
    expect(names.map((name) => name.replace(/^.* /, "")).filter((name) => !(name in ACTION_INPUTS))).toEqual([]);
  });

  it("S01 is sent to sign in by every page but that one", async () => {
    const sent: string[] = [];
    for (const { name, render } of await pages()) {
      const params = Promise.resolve({ ref: "REV-1", sha256: "0".repeat(64), metric: "M1", id: "1", person: "1" });
      const thrown: unknown = await render({ params, searchParams: Promise.resolve({}) }).catch((error) => error);
      const digest = thrown instanceof Error && "digest" in thrown ? String(thrown.digest) : "";
      if (digest.startsWith("NEXT_REDIRECT") && digest.includes("/sign-in")) sent.push(name);
    }
    // The settings themselves are empty: they lead to the first of their pages.
    const open = (await pages()).map(({ name }) => name).filter((name) => !sent.includes(name));
    expect(open).toEqual(["/settings", "/sign-in"]);
    expect(sent.length).toBeGreaterThan(25);
  });
});
