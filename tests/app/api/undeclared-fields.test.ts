import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { events, rateCounts } from "#db/schema/index.ts";
import { type PersonActor, ROLES } from "#lib/auth/actor.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { type ApiOperation, apiOperations, type Schema, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { serverActions } from "#tests/support/entry-points.ts";
import { exampleBody, objectsIn, withField } from "#tests/support/example-body.ts";
import { addWorld } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);

/** What the server owns of one thing or another, and a word that is nobody's. */
const FIELDS = [
  "state",
  "verdict",
  "approver",
  "approvedById",
  "team",
  "teamId",
  "role",
  "roles",
  "actor",
  "id",
  "zebra",
];

describe("fields that nobody declared", () => {
  const world = useFilledDatabase(addWorld);
  let operations: ApiOperation[];
  beforeAll(async () => {
    operations = await apiOperations();
    actor = { ...world().filled.as("requester"), roles: [...ROLES] };
  });
  beforeEach(async () => void (await world().db.delete(rateCounts)));

  const bodied = () => operations.filter(({ body }) => body);
  const ask = async (operation: ApiOperation, body: unknown) => {
    await world().db.delete(rateCounts);
    const response = await send(operation, { params: world().filled.params, body });
    return { status: response.status, problem: (await response.json()) as { problems?: FieldProblem[] } };
  };

  it("S05 stand in no example of a body: what is refused below is the field that is added", () => {
    for (const operation of bodied()) {
      const { definition } = operation;
      const read = "body" in definition ? definition.body?.safeParse(exampleBody(operation)) : undefined;
      expect([operation.name, read?.error?.issues ?? []]).toEqual([operation.name, []]);
    }
  });

  it("S05 are refused in every body of the API, in each object of it, and nothing is written", async () => {
    const before = await world().db.$count(events);
    for (const operation of bodied()) {
      const body = exampleBody(operation);
      for (const at of objectsIn(body)) {
        const object = at.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], body) as object;
        // In the objects inside, one word that is nobody's is as good as all.
        const added = at.length > 0 ? ["zebra"] : FIELDS.filter((field) => !(field in object));
        for (const field of added) {
          const { status, problem } = await ask(operation, withField(body, at, field, "approved"));
          expect([operation.name, at, field, status]).toEqual([operation.name, at, field, 422]);
          const said = problem.problems?.some(({ path, message }) => message.includes(field) || same(path, at));
          expect([operation.name, at, field, said]).toEqual([operation.name, at, field, true]);
        }
      }
    }
    expect(await world().db.$count(events)).toBe(before);
  });

  it("S05 are refused by routes that take no body at all", async () => {
    const before = await world().db.$count(events);
    const bodiless = operations.filter(({ method, body }) => method !== "GET" && !body);
    expect(bodiless.length).toBeGreaterThan(3);
    for (const operation of bodiless) {
      for (const body of [{ role: "admin" }, [], "admin", null, 1]) {
        expect([operation.name, body, (await ask(operation, body)).status]).toEqual([operation.name, body, 422]);
      }
    }
    expect(await world().db.$count(events)).toBe(before);
  });

  it("S05 are refused by every server action", async () => {
    const before = await world().db.$count(events);
    for (const { name, run } of (await serverActions()).filter(({ run }) => run.length > 0)) {
      const ids = Array.from({ length: run.length - 1 }, () => 1);
      const result = await run(...ids, { zebra: "approved" });
      const problem = result?.ok === false ? result.problem : null;
      expect([name, problem?.status]).toEqual([name, 422]);
      const said = JSON.stringify(problem?.problems);
      // What is settled how is asked first: the fields follow from the answer.
      expect([name, said.includes("zebra") || / settle\w+Action$/.test(name)]).toEqual([name, true]);
    }
    expect(await world().db.$count(events)).toBe(before);
  });

  it("S06 are declared in no answer: every object of it lists its fields, or says what its values are", () => {
    const open = operations.flatMap(({ name, answer }) => openObjects(answer ?? {}).map((at) => `${name} ${at}`));
    expect(open).toEqual([]);
  });

  it("S06 are in no answer to a reader", async () => {
    const { as, names, params } = world().filled;
    for (const operation of operations.filter(({ method, answer }) => method === "GET" && answer)) {
      for (const name of names) {
        actor = as(name);
        const response = await send(operation, { params });
        expect([operation.name, name, response.status < 500]).toEqual([operation.name, name, true]);
        if (response.status !== 200) continue;
        const undeclared = undeclaredIn(await response.json(), operation.answer ?? {});
        expect([operation.name, name, undeclared]).toEqual([operation.name, name, []]);
      }
    }
  });
});

function same(left: readonly (string | number)[], right: readonly (string | number)[]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

const parts = (schema: Schema): Schema[] => [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];

/** Where a schema lets objects hold what it does not name. */
function openObjects(schema: Schema, at = ""): string[] {
  const { additionalProperties: more, properties = {}, items } = schema;
  const named = Object.entries(properties);
  const isRecord = named.length === 0 && typeof more === "object" && Object.keys(more).length > 0;
  const open = schema.type === "object" && more !== false && !isRecord ? [at || "."] : [];
  return [
    ...open,
    ...named.flatMap(([name, of]) => openObjects(of, `${at}.${name}`)),
    ...(isRecord ? openObjects(more, `${at}.*`) : []),
    ...(items ? openObjects(items, `${at}[]`) : []),
    ...parts(schema).flatMap((part) => openObjects(part, at)),
  ];
}

/** Where a value holds what its schema does not name. */
function undeclaredIn(value: unknown, schema: Schema, at = ""): string[] {
  const choices = parts(schema);
  if (choices.length > 0) {
    const found = choices.map((choice) => undeclaredIn(value, choice, at));
    return found.sort((left, right) => left.length - right.length)[0] ?? [];
  }
  if (Array.isArray(value)) return value.flatMap((part, n) => undeclaredIn(part, schema.items ?? {}, `${at}[${n}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const of = schema.properties?.[name] ?? schema.additionalProperties;
    return typeof of === "object" ? undeclaredIn(part, of, `${at}.${name}`) : [`${at}.${name}`];
  });
}
