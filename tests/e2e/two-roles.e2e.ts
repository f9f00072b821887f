import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openPostgres } from "#db/client.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { systemContext } from "#tests/support/actors.ts";
import { onDatabase, useTwoRoles } from "#tests/support/databases/two-roles.ts";
import { type OidcProvider, startOidcProvider } from "#tests/support/oidc-provider.ts";
import { type App, appEnvironment, startApp } from "./support/start-app.ts";

/** A browser's cookies, and requests that carry them. */
function visitor(origin: string) {
  const jar = new Map<string, string>();
  return async (address: string, options: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin, cookie, ...(options.headers as Record<string, string> | undefined) };
    const response = await fetch(new URL(address, origin), { redirect: "manual", ...options, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    return response;
  };
}

describe("the server on PostgreSQL, with a role that does not own the tables", () => {
  const roles = useTwoRoles();
  let provider: OidcProvider;
  let folder = "";
  let app: App | undefined;
  beforeAll(async () => {
    provider = await startOidcProvider();
    folder = mkdtempSync(path.join(tmpdir(), "guardians-roles-"));
  });
  afterEach(() => app?.stop());
  afterAll(async () => {
    await provider.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = (url: string) => ({
    DATABASE_URL: url,
    DATA_DIR: path.join(folder, "data"),
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
  });
  const asServer = () => settings(roles().application.url);

  async function run(program: string, args: string[], more: Record<string, string> = {}) {
    const child = spawn(process.execPath, [program, ...args], { env: appEnvironment({ ...asServer(), ...more }) });
    const closed = once(child, "close");
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await closed;
    return { code, out, err };
  }

  const guardians = (args: string[], more: Record<string, string> = {}) => run("bin/guardians.mjs", args, more);
  const init = () => guardians(["db", "init"], { DATABASE_OWNER_URL: roles().owner.url });

  async function signIn(origin: string, subject: string) {
    const ask = visitor(origin);
    const { csrfToken } = (await (await ask("/api/auth/csrf")).json()) as { csrfToken: string };
    const body = new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/reviews" });
    const started = await ask("/api/auth/signin/oidc", { method: "POST", body });
    const { url } = (await started.json()) as { url: string };
    const back = await ask(`/api/auth/callback/oidc?${provider.authorize(url, subject)}`);
    expect(back.headers.get("location")).toBe(`${origin}/reviews`);
    return ask;
  }

  it("S43 S49 does not start before db init, and then serves, signs in, writes, and may not empty the events", async () => {
    const early = await run("scripts/start.mjs", []);
    expect(early.code).toBe(1);
    expect(early.err).toContain("Run “guardians db init” with DATABASE_OWNER_URL");
    expect(await init()).toMatchObject({ code: 0, out: expect.stringContaining("are up to date"), err: "" });
    const identity = [provider.issuer, "u-1", "--name", "Ada Admin", "--email", "ada@example.com"];
    expect(await guardians(["admin", "grant", ...identity])).toMatchObject({ code: 0 });

    app = await startApp(asServer());
    const ask = await signIn(app.origin, "u-1");
    const post = (address: string, body: object) =>
      ask(address, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
    const organisation = await post("/api/v1/organisations", { name: "Payments" });
    expect(organisation.status).toBe(201);
    const { id } = (await organisation.json()) as { id: number };
    expect((await post("/api/v1/teams", { name: "Ledger", organisationId: id })).status).toBe(201);
    const about = await (await ask("/settings/about")).text();
    expect(about).toContain("Cannot change or empty tables");
    expect(about).not.toContain("Owns the tables");
    expect(app.log()).toBe("");
    expect(app.beginning).not.toContain("level");
    const database = await openPostgres(roles().application.url);
    await sealEvents(systemContext(database.db)).finally(database.close);
    const verified = await guardians(["audit", "verify"]);
    expect(verified).toEqual({ code: 0, out: expect.stringMatching(/^OK: /), err: "" });
    await expect(onDatabase(roles().application.url, "truncate events")).rejects.toThrow("permission denied");
    expect(await onDatabase(roles().application.url, "select type from events order by id desc limit 1")).toEqual([
      { type: "team.added" },
    ]);
  });

  it("S43 says that a server owns the tables, and does not start with the owner's URL", async () => {
    const both = await run("scripts/start.mjs", [], { DATABASE_OWNER_URL: roles().owner.url });
    expect(both.code).toBe(1);
    expect(both.err).toContain("Unset it for the server");
    app = await startApp(settings(roles().owner.url));
    expect(
      app.beginning.match(/"level":"warning","action":"database","message":"The role in DATABASE_URL owns/g),
    ).toHaveLength(1);
  });
});
