import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { everyPage, pagesOfTree, type Things } from "./support/every-page.ts";
import { MARKUP, plant } from "./support/plant.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

/** Pages on which no word that somebody wrote has to stand. */
const OWN_WORDS = ["/reviews/import", "/settings", "/settings/about"];
/** What only an admin is shown. */
const OF_ADMINS = ["/settings/people"];

/** The server actions of the build, by the ids that browsers call them by. */
function actionsOfBuild(): string[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.keys((manifest as { node: object }).node);
}

// A page that runs, loads or draws what its policy forbids says so on the console, which fails the test (use-browser.ts).
describe("every page", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };
  const planted = (page: Page) =>
    page.evaluate(() => ({
      elements: document.querySelectorAll("[data-planted]").length,
      links: document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]').length,
      ran: "planted" in window,
    }));

  /** Opens an address, and says whether the markup stands there as text. */
  async function walk(page: Page, address: string): Promise<boolean> {
    const answer = await page.goto(address);
    expect([address, answer?.status()]).toEqual([address, 200]);
    await page.waitForLoadState("networkidle");
    expect([address, await planted(page)]).toEqual([address, { elements: 0, links: 0, ran: false }]);
    return ((await page.locator("body").textContent()) ?? "").includes(MARKUP);
  }

  it("S20 S22 shows markup that somebody wrote as text, without one violation of its policy", async () => {
    const manager = await as("manager@example.com");
    const admin = await as("admin@example.com");
    const things: Things = await plant({ admin, manager, engineer: await as("engineer@example.com") });
    const pages = everyPage(things);
    expect(Object.keys(pages).sort()).toEqual(pagesOfTree());
    const without: string[] = [];
    for (const [name, addresses] of Object.entries(pages)) {
      const shown: boolean[] = [];
      for (const address of addresses) shown.push(await walk(OF_ADMINS.includes(name) ? admin : manager, address));
      if (!shown.includes(true)) without.push(name);
    }
    expect(without).toEqual(OWN_WORDS);
  });

  it("S21 is kept by no browser or proxy, guesses no type and tells no other site where somebody was", async () => {
    const manager = await as("manager@example.com");
    const api = ["/api/v1/reviews", "/api/v1/people", "/api/v1/reviews/export", "/api/v1/nothing", "/api/health"];
    const plain = pagesOfTree().filter((name) => !name.includes("["));
    for (const address of [...plain, ...api, "/nothing"]) {
      const headers = (await manager.request.get(address)).headers();
      expect([address, headers]).toEqual([
        address,
        expect.objectContaining({
          "cache-control": expect.stringContaining("no-store"),
          "x-content-type-options": "nosniff",
          "referrer-policy": "same-origin",
          "content-security-policy": expect.stringContaining("frame-ancestors 'none'"),
        }),
      ]);
    }
  });

  it("S45 is built without source maps", () => {
    const files = readdirSync(".next/static", { recursive: true, encoding: "utf8" });
    const read = (name: string) => readFileSync(`.next/static/${name}`, "utf8");
    const scripts = files.filter((name) => name.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(10);
    expect(scripts.filter((name) => read(name).includes("sourceMappingURL="))).toEqual([]);
    // The bundler leaves an empty one for a script that is none.
    const maps = files.filter((name) => name.endsWith(".map")).map((name) => JSON.parse(read(name)) as object);
    expect(maps.filter((map) => JSON.stringify(map) !== '{"version":3,"sources":[],"sections":[]}')).toEqual([]);
  });

  it("S19 refuses every server action to another site, which changes nothing", async () => {
    const manager = await as("manager@example.com");
    const recorded = async () => {
      const answer = await manager.request.get("/api/v1/events?type=access.refused");
      return ((await answer.json()) as { total: number }).total;
    };
    const before = await recorded();
    const actions = actionsOfBuild();
    expect(actions.length).toBeGreaterThan(50);
    for (const id of actions) {
      const headers = { origin: "https://evil.example", "next-action": id, "content-type": "text/plain;charset=UTF-8" };
      const answer = await manager.request.post("/reviews", { headers, data: "[{}]" });
      expect([id, answer.status()]).toEqual([id, 403]);
    }
    expect(await recorded()).toBe(before);
  });
});
