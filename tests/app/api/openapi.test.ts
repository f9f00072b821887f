import { readFileSync } from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { beforeAll, describe, expect, it } from "vitest";
import { definitionOf, openApiDocument, type RouteEntry } from "#lib/web/openapi.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { manifestText, routeFolders } from "../../../scripts/api-manifest.mjs";

askedBy(() => null);

type Answered = { content: Record<string, { schema: { properties?: Record<string, { description?: string }> } }> };

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
let routes: RouteEntry[] = [];

beforeAll(async () => {
  routes = (await import("#app/api/v1/openapi.json/manifest.ts")).ROUTES;
});

function handlers() {
  return routes.flatMap(({ path: at, methods }) =>
    Object.entries(methods).map(([method, handler]) => ({ at, method, handler })),
  );
}

describe("the API", () => {
  it("lists every route of the tree (node scripts/api-manifest.mjs writes the list)", () => {
    const written = readFileSync(path.resolve("app/api/v1/openapi.json/manifest.ts"), "utf8");
    expect(written).toBe(manifestText(routeFolders()));
  });

  it("has a definition on every handler, and no handler of another method", () => {
    for (const { at, method, handler } of handlers()) {
      expect(METHODS, `${method} ${at}`).toContain(method);
      expect(definitionOf(handler), `${method} ${at}`).not.toBeNull();
    }
  });

  it("has a valid OpenAPI 3.1 document with every route in it", async () => {
    const document = openApiDocument(routes, "http://localhost:3000");
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
    const operations = Object.values(document.paths).flatMap((operations) => Object.values(operations));
    expect(operations).toHaveLength(handlers().length);
    const ids = operations.map((operation) => (operation as { operationId: string }).operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("says of a parameter that is one of a few values which, as they are written", () => {
    const { paths } = openApiDocument(routes, "http://localhost:3000");
    const described = (path: string, name: string) =>
      (paths[path] as { get: { parameters: { name: string }[] } }).get.parameters.find((each) => each.name === name);
    expect(described("/api/v1/reviews", "tier")).toEqual({
      name: "tier",
      in: "query",
      required: false,
      description: "low, medium or high",
      schema: { type: "string", enum: ["low", "medium", "high"] },
    });
    expect(described("/api/v1/events", "type")).toMatchObject({
      description: "An event type, such as review.submitted",
      schema: { enum: expect.arrayContaining(["review.submitted"]) },
    });
    expect(described("/api/v1/reviews", "team")).toMatchObject({
      description: "The id of a team",
      schema: { type: "string" },
    });
  });

  it("says what a file holds, by its media type", () => {
    const { paths } = openApiDocument(routes, "http://localhost:3000");
    const file = (path: string) =>
      (paths[path] as { get: { responses: Record<string, unknown> } }).get.responses["200"];
    const profile = "/api/v1/check-profiles/{profile}/versions/{version}/file";
    expect(file(profile)).toMatchObject({ content: { "application/json": { schema: { type: "object" } } } });
    expect(file("/api/v1/reviews/export")).toMatchObject({ content: { "text/csv": { schema: { type: "string" } } } });
    expect(file("/api/v1/backup")).toMatchObject({ content: { "application/gzip": {} } });
  });

  it("names every refusal of a entry point as a problem", () => {
    const { paths } = openApiDocument(routes, "http://localhost:3000");
    const operations = Object.values(paths).flatMap((operations) => Object.values(operations));
    for (const { responses } of operations as { responses: object }[]) {
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(["400", "401", "403", "413", "415", "421", "500"]));
    }
  });

  it("says how to ask for all of a list that comes in pages, and what there is more of", () => {
    const { paths } = openApiDocument(routes, "http://localhost:3000");
    const answered = (path: string) => {
      const { get } = paths[path] as { get: { responses: Record<string, Answered> } };
      return get.responses["200"]?.content["application/json"]?.schema.properties ?? {};
    };
    expect(answered("/api/v1/reviews").pages?.description).toMatch(/until page equals this number/);
    expect(answered("/api/v1/reviews").totalIsAtLeast?.description).toMatch(/more than total/);
    expect(answered("/api/v1/inbox").more?.description).toMatch(/there may/);
    const paged = Object.keys(paths).filter((path) => "get" in (paths[path] ?? {}) && "pages" in answered(path));
    expect(paged.filter((path) => "more" in answered(path))).toEqual([]);
    expect(paged.length).toBeGreaterThan(5);
  });

  it("names every path parameter of a route in words", () => {
    for (const { at, method, handler } of handlers()) {
      const inPath = [...at.matchAll(/\[(\w+)\]/g)].map(([, name]) => name).sort();
      expect(Object.keys(definitionOf(handler)?.params ?? {}).sort(), `${method} ${at}`).toEqual(inPath);
    }
  });
});
