import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { noteRequestError } from "#lib/web/request-error.ts";
import { openNote } from "#lib/web/request-note.ts";

const CANARY = "canary-7f3a";

describe("an error that nobody caught", () => {
  let lines: string[] = [];
  let opened: ReturnType<typeof openNote>;

  beforeEach(() => {
    lines = [];
    opened = openNote("r-1");
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  });
  afterEach(() => opened.end());

  const note = (error: unknown, routeType: "render" | "action" = "render") => {
    const request = { path: `/search?q=${CANARY}`, method: "GET", headers: { "x-request-id": "r-1" } };
    const where = { routerKind: "App Router", routePath: "/reviews/[ref]", routeType } as const;
    noteRequestError(error, request, {
      ...where,
      renderSource: "react-server-components",
      revalidateReason: undefined,
    });
    return opened.note.status;
  };
  const coded = (code: string) => Object.assign(new Error(`Failed "${CANARY}"`), { code, digest: "17" });

  it("S39 S44 is one line with the digest that the page shows, its request and its route, and no text of anybody", () => {
    note(coded("E"));
    note(coded("E"));
    expect(lines).toHaveLength(1);
    const line = JSON.parse(lines[0] ?? "");
    expect(line).toMatchObject({ level: "error", requestId: "r-1", digest: "17", action: "GET /reviews/[ref]" });
    expect(lines[0]).not.toContain(CANARY);
  });

  it.each([
    ["nothing of its own", undefined, new Error("x")],
    ["503 when the database is away", 503, coded("57P01")],
    ["503 when the database is full", 503, coded("53100")],
    ["409 when the database chose another transaction", 409, coded("40P01")],
    ["400 when the database refused a value", 400, coded("22003")],
  ])("means %s", (_, status, error) => {
    expect(note(error)).toBe(status);
  });

  it("S48 means 400 in an action whose verb was never called", () => {
    expect(note(new SyntaxError("Unexpected end of form"), "action")).toBe(400);
  });

  it("S48 means 400 where the router's header cannot be read, and is no line", () => {
    expect(note(new Error("The router state header was sent but could not be parsed."))).toBe(400);
    expect(lines).toEqual([]);
  });

  it("means nothing in an action whose verb was called", () => {
    opened.note.reached = true;
    expect(note(new Error("x"), "action")).toBeUndefined();
    expect(lines).toHaveLength(1);
  });

  it("is no line when the caller hung up", () => {
    note(Object.assign(new Error("aborted"), { code: "ECONNRESET" }));
    expect(lines).toEqual([]);
  });
});
