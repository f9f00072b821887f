import { eq, sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { renderToStaticMarkup } from "react-dom/server";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  onTestFinished,
  vi,
} from "vitest";
import { events, identities, people, rateCounts, roleGrants, sessions } from "#db/schema/index.ts";
import { IDLE_MS } from "#lib/auth/session-rules.ts";
import { LIMITS, windowStart } from "#lib/limits/rules.ts";
import { NOW } from "#tests/support/actors.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { type OidcProvider, startOidcProvider, type Tampering } from "#tests/support/oidc-provider.ts";
import { addPerson } from "#tests/support/people.ts";
import { asked, ask as askRoute, jar, REQUEST_ID, useJar } from "./browser.ts";

const ORIGIN = "https://guardians.example";
const SESSION = "__Host-guardians-session";

describe("signing in", () => {
  const opened = useProductDatabase();
  const db = () => opened().db;
  let provider: OidcProvider;
  let door: typeof import("#app/api/auth/[...nextauth]/route.ts");
  let session: typeof import("#lib/auth/session.ts");
  let log: MockInstance;

  beforeAll(async () => {
    provider = await startOidcProvider();
    vi.stubEnv("ORIGIN", ORIGIN);
    vi.stubEnv("NEXTAUTH_URL", ORIGIN);
    vi.stubEnv("NEXTAUTH_SECRET", "only-for-this-test-and-nothing-else");
    vi.stubEnv("DEMO", "1");
    vi.stubEnv("OIDC_ISSUER", provider.issuer);
    vi.stubEnv("OIDC_CLIENT_ID", provider.clientId);
    vi.stubEnv("OIDC_CLIENT_SECRET", provider.clientSecret);
    useJar();
    door = await import("#app/api/auth/[...nextauth]/route.ts");
    session = await import("#lib/auth/session.ts");
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    await provider.stop();
  });

  beforeEach(() => {
    jar.clear();
    log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  });

  const get = (path: string) => askRoute(door.GET, ORIGIN, path);
  async function post(path: string, form: Record<string, string>) {
    const { csrfToken } = (await (await get("csrf")).json()) as { csrfToken: string };
    return askRoute(door.POST, ORIGIN, path, { csrfToken, json: "true", ...form });
  }
  const target = async (response: Response) => ((await response.json()) as { url: string }).url;
  const recorded = async () =>
    (await db().select().from(events).orderBy(events.id)).map(({ type, data }) => [type, data]);

  async function refusalWords(error: string): Promise<string> {
    const { Refusal } = await import("#app/sign-in/refusal.tsx");
    return renderToStaticMarkup(await Refusal({ error }));
  }

  async function addDemoPerson(email: string): Promise<number> {
    const { personId } = await addPerson(db(), { email });
    await db().update(people).set({ demo: true }).where(eq(people.id, personId));
    return personId;
  }

  async function addIdentity(subject: string): Promise<number> {
    const { personId } = await addPerson(db());
    await db().insert(identities).values({ personId, issuer: provider.issuer, subject, createdAt: NOW });
    return personId;
  }

  /** Lets every query of this table fail until the test ends. */
  async function breakTable(name: string): Promise<void> {
    const rename = (from: string, to: string) =>
      opened().owner.execute(sql`alter table ${sql.identifier(from)} rename to ${sql.identifier(to)}`);
    await rename(name, "away");
    onTestFinished(async () => void (await rename("away", name)));
  }

  async function startOidc(): Promise<string> {
    return target(await post("signin/oidc", { callbackUrl: "/reviews" }));
  }

  async function finishOidc(query: URLSearchParams): Promise<string> {
    const response = await get(`callback/oidc?${query}`);
    return response.headers.get("location") ?? "";
  }

  describe("to the demo", () => {
    it("starts a session of that person", async () => {
      const personId = await addDemoPerson("guardian@example.com");
      const response = await post("callback/demo", { email: "guardian@example.com", callbackUrl: "/reviews" });
      expect(await target(response)).toBe(`${ORIGIN}/reviews`);
      expect(await session.currentPerson()).toMatchObject({ personId });
      expect(await recorded()).toEqual([["session.started", { personId, provider: "demo" }]]);
    });

    it("S14 keeps the session in a cookie that scripts and other sites never get", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      expect([...jar.keys()]).toEqual(expect.arrayContaining([SESSION, "__Host-next-auth.csrf-token"]));
      for (const [name, { flags }] of jar) {
        expect(name).toMatch(/^__(Host|Secure)-/);
        expect(flags).toMatch(/HttpOnly/);
        expect(flags).toMatch(/Secure/);
        expect(flags).toMatch(/SameSite=Lax/);
        expect(flags).not.toMatch(/Domain/);
      }
    });

    it("keeps it in the cookie that the document of the API names", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const { openApiDocument } = await import("#lib/web/openapi.ts");
      const { session } = openApiDocument([], ORIGIN).components.securitySchemes;
      expect([session.in, jar.has(session.name)]).toEqual(["cookie", true]);
    });

    it("S41 is recorded with its end and with who, when and in which requests, a failure too", async () => {
      const personId = await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      await post("signout", {});
      await post("callback/demo", { email: "nobody@example.com" });
      const rows = await db().select().from(events).orderBy(events.id);
      expect(rows).toMatchObject([
        { type: "session.started", actorKind: "person", actorId: personId, subjectKind: "person", subjectId: personId },
        { type: "session.ended", actorKind: "person", actorId: personId, subjectKind: "person", subjectId: personId },
        { type: "session.refused", actorKind: "system", actorId: null, data: { provider: "demo" } },
      ]);
      expect(rows.map(({ requestId }) => requestId)).toEqual([REQUEST_ID, REQUEST_ID, REQUEST_ID]);
      expect(rows.map(({ at }) => at)).toEqual([expect.any(Date), expect.any(Date), expect.any(Date)]);
    });

    it("S18 S41 refuses anyone who is not one of its people, and records it", async () => {
      await addPerson(db(), { email: "guardian@example.com" });
      const response = await post("callback/demo", { email: "guardian@example.com" });
      expect(response.ok).toBe(false);
      expect(jar.has(SESSION)).toBe(false);
      expect(await recorded()).toEqual([["session.refused", { provider: "demo" }]]);
    });

    it("S13 changes the session id at each sign-in, and ends the one before", async () => {
      await addDemoPerson("guardian@example.com");
      await addDemoPerson("admin@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const before = new Map(jar);
      await post("callback/demo", { email: "admin@example.com" });
      expect(await session.currentPerson()).toMatchObject({ email: "admin@example.com" });
      for (const [name, cookie] of before) jar.set(name, cookie);
      expect(await session.currentPerson()).toBeNull();
      expect(await db().$count(sessions)).toBe(2);
    });

    it("S13 is over on the server after sign-out, for a kept cookie too", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const kept = jar.get(SESSION);
      await post("signout", { callbackUrl: "/sign-in" });
      expect(jar.has(SESSION)).toBe(false);
      if (kept) jar.set(SESSION, kept);
      expect(await session.currentPerson()).toBeNull();
      expect((await recorded()).map(([type]) => type)).toEqual(["session.started", "session.ended"]);
    });

    it("S13 is not said to be over where the server could not end it", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const kept = jar.get(SESSION);
      vi.spyOn(db(), "transaction").mockRejectedValueOnce(new Error("No space left on device"));
      const response = await post("signout", { callbackUrl: "/sign-in" });
      expect(response.status).toBe(500);
      expect(await response.json()).not.toHaveProperty("url");
      expect(jar.get(SESSION)).toEqual(kept);
      expect(await session.currentPerson()).not.toBeNull();
      await post("signout", { callbackUrl: "/sign-in" });
      expect(await session.currentPerson()).toBeNull();
    });

    it.each([
      ["half an hour without a request", { lastSeenAt: new Date(Date.now() - IDLE_MS) }],
      ["twelve hours", { expiresAt: new Date(Date.now() - 1) }],
    ])("S41 is no sign-out of a session that was over after %s", async (_, over) => {
      const personId = await addDemoPerson("guardian@example.com");
      const signIn = () => post("callback/demo", { email: "guardian@example.com" });
      await signIn();
      await db().update(sessions).set(over);
      await signIn();
      await db().update(sessions).set(over);
      await post("signout", {});
      const started = ["session.started", { personId, provider: "demo" }];
      expect(await recorded()).toEqual([started, started]);
      expect(await session.currentPerson()).toBeNull();
    });

    it("S13 is not used by what a page asks by itself while checks run, and is by everything else", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const before = new Date(Date.now() - IDLE_MS / 2);
      await db().update(sessions).set({ lastSeenAt: before });
      const { GET: waiting } = await import("#app/api/v1/reviews/[ref]/checks/waiting/route.ts");
      const { GET: checks } = await import("#app/api/v1/reviews/[ref]/checks/route.ts");
      const params = Promise.resolve({ ref: "REV-1" });
      const lastSeen = async () => (await db().select().from(sessions))[0]?.lastSeenAt;
      expect((await waiting(new Request(`${ORIGIN}/api/v1/reviews/REV-1/checks/waiting`), { params })).status).toBe(
        404,
      );
      expect(await lastSeen()).toEqual(before);
      expect((await checks(new Request(`${ORIGIN}/api/v1/reviews/REV-1/checks`), { params })).status).toBe(404);
      expect(await lastSeen()).not.toEqual(before);
    });

    it("S13 is not used by a page that asks for itself again, and is by the person who asks for it", async () => {
      await addDemoPerson("guardian@example.com");
      await post("callback/demo", { email: "guardian@example.com" });
      const before = new Date(Date.now() - IDLE_MS / 2);
      await db().update(sessions).set({ lastSeenAt: before });
      const { pageContext } = await import("#lib/web/context.ts");
      const lastSeen = async () => (await db().select().from(sessions))[0]?.lastSeenAt;
      asked["x-asked-by"] = "page";
      onTestFinished(() => void delete asked["x-asked-by"]);
      await pageContext();
      expect(await lastSeen()).toEqual(before);
      asked["x-asked-by"] = "person";
      await pageContext();
      expect(await lastSeen()).not.toEqual(before);
    });

    it("S12 takes a role away with the next request, and everything from the deactivated", async () => {
      const personId = await addDemoPerson("manager@example.com");
      await db()
        .insert(roleGrants)
        .values({ personId, role: "program_manager", grantedAt: new Date(0) });
      await post("callback/demo", { email: "manager@example.com" });
      expect(await session.currentPerson()).toMatchObject({ roles: ["program_manager"] });
      await db().update(roleGrants).set({ revokedAt: NOW });
      expect(await session.currentPerson()).toMatchObject({ roles: [] });
      await db().update(people).set({ deactivatedAt: NOW });
      expect(await session.currentPerson()).toBeNull();
    });

    it("refuses a form without our own token", async () => {
      await addDemoPerson("guardian@example.com");
      const form = { csrfToken: "forged", json: "true", email: "guardian@example.com" };
      await askRoute(door.POST, ORIGIN, "callback/demo", form);
      expect(await db().$count(sessions)).toBe(0);
    });

    it("S44 puts nothing of a database error into the address of the answer", async () => {
      await addDemoPerson("guardian@example.com");
      await breakTable("people");
      const response = await post("callback/demo", { email: "guardian@example.com" });
      expect(response.status).toBe(500);
      expect(await response.text()).not.toMatch(/select|people/);
    });

    it("S17 drops a target over 2 KB, also from the cookie it is kept in", async () => {
      await addDemoPerson("guardian@example.com");
      const callbackUrl = `/reviews?q=${"a".repeat(2_048)}`;
      const response = await post("callback/demo", { email: "guardian@example.com", callbackUrl });
      expect(await target(response)).toBe(`${ORIGIN}/`);
      expect([...jar.values()].some(({ value }) => value.length > 2_048)).toBe(false);
    });

    it("S17 leads to our own pages only", async () => {
      await addDemoPerson("guardian@example.com");
      const response = await post("callback/demo", { email: "guardian@example.com", callbackUrl: "//evil.example/x" });
      expect(await target(response)).toBe(`${ORIGIN}/`);
    });
  });

  describe("with OpenID Connect", () => {
    it("S16 starts a session of the person with that issuer and subject", async () => {
      const personId = await addIdentity("u-1");
      expect(await finishOidc(provider.authorize(await startOidc(), "u-1"))).toBe(`${ORIGIN}/reviews`);
      expect(await session.currentPerson()).toMatchObject({ personId });
      expect(await recorded()).toEqual([["session.started", { personId, provider: "oidc" }]]);
    });

    it("S13 is over once another issuer is behind the provider, and stays where none was kept", async () => {
      const personId = await addIdentity("u-1");
      await finishOidc(provider.authorize(await startOidc(), "u-1"));
      expect(await db().select({ issuer: sessions.issuer }).from(sessions)).toEqual([{ issuer: provider.issuer }]);
      await db().update(sessions).set({ issuer: "https://former.example" });
      expect(await session.currentPerson()).toBeNull();
      await db().update(sessions).set({ issuer: null });
      expect(await session.currentPerson()).toMatchObject({ personId });
    });

    it("S15 asks with state, nonce and PKCE", async () => {
      const asked = new URL(await startOidc()).searchParams;
      expect(asked.get("state")).toMatch(/.{20,}/);
      expect(asked.get("nonce")).toMatch(/.{20,}/);
      expect(asked.get("code_challenge")).toMatch(/.{20,}/);
      expect(asked.get("code_challenge_method")).toBe("S256");
      expect(asked.get("scope")).toBe("openid");
    });

    it("refuses an identity that nobody was added with, and says which", async () => {
      const { email } = await addPerson(db());
      const claims = { email, email_verified: true };
      const location = await finishOidc(provider.authorize(await startOidc(), "u-9", { claims }));
      expect(location).toBe("/sign-in?error=UnknownIdentity");
      expect(await session.refusedIdentity()).toEqual({ issuer: provider.issuer, subject: "u-9" });
      const words = await refusalWords("UnknownIdentity");
      expect(words).toContain("Your identity is not linked to anyone in this program.");
      expect(words).toContain(`node bin/guardians.mjs admin grant ${provider.issuer} u-9 --name`);
      expect(await session.currentPerson()).toBeNull();
      expect(await recorded()).toEqual([["session.refused", { provider: "oidc" }]]);
    });

    it("S12 S41 refuses the identity of someone who has left, records who it was, and says that their access has ended", async () => {
      const personId = await addIdentity("u-1");
      await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, personId));
      const location = await finishOidc(provider.authorize(await startOidc(), "u-1"));
      expect(location).toBe("/sign-in?error=AccessEnded");
      expect(await session.currentPerson()).toBeNull();
      expect(await recorded()).toEqual([["session.refused", { provider: "oidc", personId }]]);
      expect(await db().select().from(events)).toMatchObject([
        { actorKind: "system", actorId: null, subjectKind: "person", subjectId: personId },
      ]);
      const words = await refusalWords("AccessEnded");
      expect(words).toContain("Your access to this program has ended.");
      expect(words).toContain(">u-1</code>");
      expect(words).not.toContain("not linked to anyone");
    });

    const past = Math.floor(Date.now() / 1000) - 3_600;
    const future = past + 2 * 3_600;
    const wrong: [string, Tampering][] = [
      ["another issuer", { claims: { iss: "https://evil.example" } }],
      ["another audience", { claims: { aud: "another-client" } }],
      ["another nonce", { claims: { nonce: "n" } }],
      ["no nonce", { claims: { nonce: undefined } }],
      ["an expiry in the past", { claims: { exp: past } }],
      ["no expiry", { claims: { exp: undefined } }],
      ["no subject", { claims: { sub: undefined } }],
      ["a number as its subject", { claims: { sub: 42 } }],
      ["a list as its subject", { claims: { sub: ["u-1"] } }],
      ["an empty subject", { claims: { sub: "" } }],
      ["an issue time in the future", { claims: { iat: future } }],
      ["a key that is not the provider's", { signature: "other-key" }],
      ["the algorithm none", { header: { alg: "none" }, signature: "none" }],
      ["another algorithm", { header: { alg: "HS256" } }],
    ];

    it("S48 takes a cookie that it never wrote for none", async () => {
      jar.set("__Host-guardians-refused-identity", { value: "% %", flags: "" });
      expect(await session.refusedIdentity()).toBeNull();
    });

    it.each(wrong)("S15 refuses an ID token with %s", async (_, tampering) => {
      await addIdentity("u-1");
      await addIdentity("42");
      const location = await finishOidc(provider.authorize(await startOidc(), "u-1", tampering));
      expect(location).toMatch(/error=/);
      expect(await db().$count(sessions)).toBe(0);
      expect(await recorded()).toEqual([["session.refused", { provider: "oidc" }]]);
    });

    it("S44 puts nothing of a database error into the address, and answers with a request id", async () => {
      await addIdentity("u-1");
      const query = provider.authorize(await startOidc(), "u-1");
      await breakTable("identities");
      const response = await get(`callback/oidc?${query}`);
      expect([response.status, response.headers.get("location")]).toEqual([500, null]);
      const body = await response.json();
      expect(body).toMatchObject({ requestId: REQUEST_ID });
      expect(JSON.stringify(body)).not.toMatch(/select|identities/);
    });

    it("S15 refuses an answer with another state", async () => {
      await addIdentity("u-1");
      const query = provider.authorize(await startOidc(), "u-1");
      query.set("state", "forged");
      expect(await finishOidc(query)).toMatch(/error=/);
      expect(await db().$count(sessions)).toBe(0);
    });

    it("S15 refuses a code that another browser asked for", async () => {
      await addIdentity("u-1");
      const stolen = provider.authorize(await startOidc(), "u-1");
      jar.clear();
      await startOidc();
      expect(await finishOidc(stolen)).toMatch(/error=/);
      expect(await db().$count(sessions)).toBe(0);
    });

    it("S15 refuses a code without the verifier it was asked with", async () => {
      await addIdentity("u-1");
      const url = new URL(await startOidc());
      url.searchParams.set("code_challenge", "of-someone-else");
      expect(await finishOidc(provider.authorize(url.href, "u-1"))).toMatch(/error=/);
      expect(await db().$count(sessions)).toBe(0);
    });

    it("S39 logs a failure without the secret", async () => {
      await finishOidc(provider.authorize(await startOidc(), "u-1", { claims: { aud: "x" } }));
      const lines = log.mock.calls.map(([line]) => String(line));
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: "error", action: "sign-in" });
      expect(lines.join()).not.toContain(provider.clientSecret);
    });
  });

  describe("too often", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-25T09:00:18Z") }));
    afterEach(() => void vi.useRealTimers());
    const tryDemo = (email: string) => post("callback/demo", { email });

    it("S28 is refused with 429 by the address, until the next minute", async () => {
      await addDemoPerson("guardian@example.com");
      const row = { name: "sign-in", who: "unknown", windowStart: windowStart("sign-in", new Date()) };
      await db()
        .insert(rateCounts)
        .values({ ...row, count: LIMITS["sign-in"].most });
      const refused = await tryDemo("guardian@example.com");
      expect(refused.status).toBe(429);
      expect(refused.headers.get("retry-after")).toBe("42");
      expect(await target(refused)).toBe(`${ORIGIN}/sign-in?error=TooMany`);
      expect(await db().$count(sessions)).toBe(0);
      const browser = await get("callback/oidc?code=x");
      expect([browser.status, await browser.text()]).toEqual([
        429,
        expect.stringContaining("Try again in 42 seconds."),
      ]);
      vi.setSystemTime(new Date("2026-11-25T09:01:00Z"));
      expect((await tryDemo("guardian@example.com")).status).toBe(200);
    });

    it("S28 S39 is refused by the account that failed ten times, which nothing keeps, and by no other", async () => {
      await addDemoPerson("guardian@example.com");
      for (let n = 0; n < 10; n += 1) expect((await tryDemo("hunter2-typed-here")).status).toBe(401);
      const refused = await tryDemo("hunter2-typed-here");
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "882"]);
      expect(JSON.stringify(await db().select().from(rateCounts))).not.toContain("hunter2");
      expect((await tryDemo("guardian@example.com")).status).toBe(200);
      vi.setSystemTime(new Date("2026-11-25T09:15:00Z"));
      expect((await tryDemo("hunter2-typed-here")).status).toBe(401);
    });

    it("is not what an own page with such an address means", async () => {
      await addDemoPerson("guardian@example.com");
      const form = { email: "guardian@example.com", callbackUrl: "/reviews?error=TooMany" };
      expect((await post("callback/demo", form)).status).toBe(200);
      expect(await db().$count(sessions)).toBe(1);
    });

    it("S28 S41 is refused to an identity that nobody was added with, at its eleventh time, and recorded each time", async () => {
      const come = async () => get(`callback/oidc?${provider.authorize(await startOidc(), "u-9")}`);
      for (let n = 0; n < 10; n += 1) expect((await come()).headers.get("location")).toMatch(/UnknownIdentity/);
      expect((await come()).status).toBe(429);
      expect(await recorded()).toEqual(Array.from({ length: 11 }, () => ["session.refused", { provider: "oidc" }]));
    });
  });

  it("S48 takes the account of a demo sign-in by POST only, and says so", async () => {
    const response = await get("callback/demo?error=x");
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect(await response.json()).toMatchObject({ title: "Method not allowed" });
    expect(log).not.toHaveBeenCalled();
  });

  it.each([
    ["application/json", "{"],
    ["multipart/form-data", "x"],
    ["text/plain", "csrfToken=x"],
  ])("S48 refuses a body of %s", async (type, body) => {
    const url = `${ORIGIN}/api/auth/callback/demo`;
    const request = new NextRequest(url, { method: "POST", headers: { "content-type": type }, body });
    const response = await door.POST(request, { params: Promise.resolve({ nextauth: ["callback", "demo"] }) });
    expect(response.status).toBe(415);
  });

  it.each(["_log", "session"])("has no route %s", async (action) => {
    expect((await get(action)).status).toBe(404);
  });
});
