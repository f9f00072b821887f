import { gt } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { events } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { NOW } from "#tests/support/actors.ts";
import { type ApiOperation, apiOperations, type Params, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { type Page, pages } from "#tests/support/entry-points.ts";
import { everyRow } from "#tests/support/every-row.ts";
import { shownText } from "#tests/support/shown-text.ts";
import { addWorld, OF_THE_REVIEW, PRIVATE, SUBJECT } from "#tests/support/world.ts";
import { ALL, KNOWN_TO, knownTo, type Name, READ_BY, SEE_THE_REVIEW } from "./who-may-what.ts";

let actor: PersonActor;
askedBy(() => actor);
// What happens in the world is of one day, and pages show what was lately.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterAll(() => void vi.useRealTimers());

/** What `notFound()` of Next throws, which is answered with 404. */
const NOT_FOUND = "NEXT_HTTP_ERROR_FALLBACK;404";

type Read = { status: number; text: string };
type Asked = { params: Params; query?: Params };

/** What else can be asked for in an address, where it opens another list. */
const QUERIES: Record<string, Params[]> = {
  "GET /api/v1/search": [{ q: "zebra" }, { q: "REV-1" }],
  "GET /api/v1/reviews": [{ q: "zebra", tab: "all" }, { q: "REV-1", tab: "all" }, { tab: "ready" }, { person: "1" }],
  "GET /api/v1/reviews/export": [
    { q: "zebra", tab: "all" },
    { service: "1", person: "1" },
  ],
  "GET /api/v1/threat-models": [{ service: "1" }],
  "page /reviews": [{ q: "zebra" }, { team: "1", tab: "all" }, { service: "1", person: "1" }],
  "page /reviews/new": [{ after: "REV-1" }],
  "page /policies": ["profiles", "playground", "disagreements"].map((view) => ({ view })),
  "page /threat-models": [{ service: "1" }],
};

// Handlers and pages are called as they are: no proxy and no layout stands before them.
/** What whoever may is answered where it is not there: a database of a test has no files. */
const OTHERWISE: Record<string, number> = { "GET /api/v1/backup": 409 };

describe("anyone who reads", () => {
  const world = useFilledDatabase(addWorld);
  let doors: { name: string; read: (asked: Asked) => Promise<Read> }[] = [];

  /** The events that the world was made by. */
  let made = 0;

  beforeAll(async () => {
    made = await world().db.$count(events);
    const gets = (await apiOperations()).filter(({ method }) => method === "GET");
    // The settings themselves and the sign-in page lead someone who has signed in to another page.
    const shown = (await pages()).filter(({ name }) => !["/settings", "/sign-in"].includes(name));
    doors = [
      ...gets.map((operation) => ({ name: operation.name, read: (asked: Asked) => readApi(operation, asked) })),
      ...shown.map((page) => ({ name: `page ${page.name}`, read: (asked: Asked) => readPage(page, asked) })),
    ];
  });

  const params = () => world().filled.params;
  const readAs = (name: Name, read: (asked: Asked) => Promise<Read>, asked: Asked = { params: params() }) => {
    actor = world().filled.as(name);
    return read(asked);
  };
  const kept = new Map<Name, [door: string, text: string, status: number, query: Params][]>();
  /** What each door gives them, under each of its addresses, the plain one first: read once, since nothing changes. */
  async function readingsOf(who: Name) {
    const readings = kept.get(who) ?? [];
    if (readings.length > 0) return readings;
    for (const { name, read } of doors) {
      for (const query of [{}, ...(QUERIES[name] ?? [])]) {
        const { text, status } = await readAs(who, read, { params: params(), query });
        readings.push([name, text, status, query]);
      }
    }
    kept.set(who, readings);
    return readings;
  }

  it("S02 S03 is everybody of the world, and each entry point that is closed to some is there", () => {
    expect(world().filled.names).toEqual(ALL);
    const names = doors.map(({ name }) => name);
    const closed = [...Object.keys(KNOWN_TO), ...Object.keys(READ_BY)].filter((name) => /^(GET|page) /.test(name));
    expect(closed.filter((name) => !names.includes(name))).toEqual([]);
    expect(doors.length).toBeGreaterThan(60);
  });

  it.each(ALL)("S02 S03 finds what they may know of, by route and page, and nothing else: %s", async (who) => {
    for (const [name, , status, query] of await readingsOf(who)) {
      if (Object.keys(query).length > 0) continue;
      const known = knownTo(name).includes(who);
      const may = READ_BY[name]?.includes(who) ?? true;
      expect([name, status]).toEqual([name, known ? (may ? (OTHERWISE[name] ?? 200) : 403) : 404]);
    }
  });

  it("S02 cannot tell what they may not see from what is not there", async () => {
    const missing = {
      ...params(),
      ref: "REV-987654",
      run: "987654",
      model: "987654",
      letter: "987654",
      id: "987654",
      quarter: "2019-Q1",
    };
    for (const { name, read } of doors.filter(({ name }) => knownTo(name) !== ALL)) {
      const [unseen, absent] = [await readAs("stranger", read), await readAs("stranger", read, { params: missing })];
      const said = ({ status, text }: Read, ref = "") => [
        status,
        text.replace(/"requestId":"[^"]+"/, "").replace(ref, "…"),
      ];
      expect([name, said(unseen, params().ref)]).toEqual([name, said(absent, missing.ref)]);
    }
  });

  it("S19 changes nothing by reading: no row is other than before, but for the record of what was handed out and kept sums", async () => {
    const kept = () => everyRow(world().db, ["events", "rate_counts", "counted_quarters"]);
    const before = await kept();
    for (const who of ["guardian", "program manager"] as const) {
      for (const { read } of doors) await readAs(who, read);
    }
    expect(await kept()).toBe(before);
    const types = await world().db.selectDistinct({ type: events.type }).from(events).where(gt(events.id, made));
    expect(types.map(({ type }) => type).filter((type) => !["data.exported", "access.refused"].includes(type))).toEqual(
      [],
    );
  });

  const blind = ALL.filter((name) => !SEE_THE_REVIEW.includes(name));
  it.each(blind)(
    "S02 S03 reads no word of a review they may not see, on any page, in any list or file: %s",
    async (who) => {
      const words = Object.values(OF_THE_REVIEW);
      for (const [name, text] of await readingsOf(who)) {
        expect([name, words.filter((word) => text.includes(word))]).toEqual([name, []]);
      }
    },
  );

  it("S02 reads those words where they may: the review, its evidence and its lists hold them", async () => {
    const texts = (await readingsOf("engineer")).map(([, text]) => text);
    for (const word of Object.values(OF_THE_REVIEW)) {
      expect([word, texts.filter((text) => text.includes(word)).length > 1]).toEqual([word, true]);
    }
  });

  it.each(ALL)("S02 gets who someone is to the identity provider of themselves, or as an admin: %s", async (who) => {
    const found = (await readingsOf(who)).filter(([, text]) => holds(text, SUBJECT)).map(([name]) => name);
    const own = ["GET /api/v1/people/[person]/identities", "page /guardians/[person]"];
    const read = who === "guardian" ? own : who === "admin" ? [...own, "page /settings/people"] : [];
    expect(found.sort()).toEqual(read);
  });

  const strangers = ALL.filter((n) => !["guardian", "reviewer", "engineer", "program manager"].includes(n));
  it.each(strangers)("S06 gets nobody's ratings or hours, by any route, page or file: %s", async (who) => {
    // A manager reads the hours that they agreed to.
    const agreed: readonly unknown[] = who === "guardian's manager" ? [PRIVATE.hours] : [];
    for (const [name, text] of await readingsOf(who)) {
      const found = Object.values(PRIVATE).filter((fact) => holds(text, fact) && !agreed.includes(fact));
      expect([name, found]).toEqual([name, []]);
    }
  });

  it("S06 gets them where they may: the guardian, and the program's staff", async () => {
    for (const who of ["guardian", "engineer", "program manager"] as const) {
      const texts = (await readingsOf(who)).map(([, text]) => text);
      // The note stands beside the time in the person's own list only.
      const facts = Object.entries(PRIVATE).filter(([name]) => who === "guardian" || name !== "note");
      const unread = facts.filter(([, fact]) => !texts.some((text) => holds(text, fact)));
      expect([who, unread]).toEqual([who, []]);
    }
    const managers = (await readingsOf("guardian's manager")).map(([, text]) => text);
    expect(managers.some((text) => holds(text, PRIVATE.hours))).toBe(true);
  });
});

/** The id of a request, in which any three digits may stand by chance. */
const REQUEST_ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A number that stands by itself, or words. */
function holds(text: string, fact: string | number): boolean {
  return typeof fact === "string"
    ? text.includes(fact)
    : new RegExp(`(?<![\\d.-])${String(fact).replace(".", "\\.")}(?![\\d.-])`).test(text.replace(REQUEST_ID, ""));
}

async function readApi(operation: ApiOperation, { params, query = {} }: Asked): Promise<Read> {
  const response = await send(operation, { params, query: `?${new URLSearchParams(query)}` });
  return { status: response.status, text: await response.text() };
}

async function readPage({ render }: Page, { params, query = {} }: Asked): Promise<Read> {
  try {
    const shown = await render({ params: Promise.resolve(params), searchParams: Promise.resolve(query) });
    return { status: 200, text: await shownText(shown) };
  } catch (error) {
    if (error instanceof Error && "digest" in error && error.digest === NOT_FOUND) return { status: 404, text: "" };
    throw error;
  }
}
