import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { people, sessions } from "#db/schema/index.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { ask, jar, useJar } from "./browser.ts";

const ORIGIN = "https://guardians.example";

describe("an identity provider that is down", () => {
  const opened = useProductDatabase();
  let provider: Server;
  let asked = 0;
  let door: typeof import("#app/api/auth/[...nextauth]/route.ts");
  let lines: string[];

  beforeAll(async () => {
    provider = createServer((_, response) => {
      asked += 1;
      response.writeHead(503).end("canary of the provider");
    });
    await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
    vi.stubEnv("ORIGIN", ORIGIN);
    vi.stubEnv("NEXTAUTH_URL", ORIGIN);
    vi.stubEnv("NEXTAUTH_SECRET", "only-for-this-test-and-nothing-else");
    vi.stubEnv("DEMO", "1");
    vi.stubEnv("OIDC_ISSUER", `http://127.0.0.1:${(provider.address() as AddressInfo).port}`);
    vi.stubEnv("OIDC_CLIENT_ID", "client");
    vi.stubEnv("OIDC_CLIENT_SECRET", "canary-secret");
    useJar();
    door = await import("#app/api/auth/[...nextauth]/route.ts");
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    provider.close();
  });
  beforeEach(() => {
    jar.clear();
    asked = 0;
    lines = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  });

  async function post(path: string, form: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await ask(door.GET, ORIGIN, "csrf")).json()) as { csrfToken: string };
    return ask(door.POST, ORIGIN, path, { csrfToken, json: "true", ...form });
  }

  it("S33 is asked once, and the sign-in page says so", async () => {
    const answer = await post("signin/oidc", { callbackUrl: "/reviews" });
    expect(answer.status).toBe(200);
    const { url } = (await answer.json()) as { url: string };
    // The route of errors leads on to the sign-in page.
    expect(url).toMatch(/^https:\/\/guardians\.example\/(?:sign-in|api\/auth\/error)\?error=/);
    expect(asked).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines.join()).not.toContain("canary");
  });

  it("S33 is asked once when someone comes back from it, who is not let in", async () => {
    const answer = await ask(door.GET, ORIGIN, "callback/oidc?code=x&state=y");
    expect(answer.headers.get("location")).toMatch(/\/(?:sign-in|api\/auth\/error)\?error=/);
    expect(asked).toBeLessThanOrEqual(1);
    expect(await opened().db.$count(sessions)).toBe(0);
  });

  it("S33 takes nothing from anyone who signs in another way, or is signed in", async () => {
    const { personId } = await addPerson(opened().db, { email: "guardian@example.com" });
    await opened().db.update(people).set({ demo: true }).where(eq(people.id, personId));
    expect((await post("callback/demo", { email: "guardian@example.com" })).status).toBe(200);
    const { currentPerson } = await import("#lib/auth/session.ts");
    expect(await currentPerson()).toMatchObject({ personId });
    expect(asked).toBe(0);
  });
});
