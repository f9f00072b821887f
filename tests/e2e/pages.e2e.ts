import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { pagesOfTree } from "#tests/support/pages-of-tree.ts";
import { addressesSeen } from "./support/addresses-seen.ts";
import { askApi } from "./support/ask-api.ts";
import { everyPage, type Things } from "./support/every-page.ts";
import { lookAt } from "./support/look-at.ts";
import { HOSTILE_WORDS, MARKUP, plant } from "./support/plant.ts";
import { signIn } from "./support/sign-in.ts";
import { type HeardPage, useBrowser } from "./support/use-browser.ts";
import { inViews, type View, viewInTurn } from "./support/views.ts";
import { makeAuditor, unmakeAuditor, WALKERS, type Walker } from "./support/walkers.ts";

/** Pages on which no word that someone wrote has to stand. */
const OWN_WORDS = [
  "/metrics/business-case",
  "/reviews/import",
  "/settings",
  "/settings/about",
  "/settings/about/parts",
];
/** What only an admin is shown. */
const OF_ADMINS = ["/settings/about/parts", "/settings/people"];
const MANAGER = WALKERS.findIndex(({ role }) => role === "program manager");

/** The server actions of the build, by the ids that browsers call them by. */
function actionsOfBuild(): string[] {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.keys((manifest as { node: object }).node);
}

/** All words of a page, also hidden ones, except code, names of services and models, and the product's own name. */
const SKIPPED =
  "script, style, code, pre, textarea, [class*=brand], a[href^='/guardians/services/'], a[href^='/threat-models/']";
const wordsOf = (page: Page) =>
  page.evaluate((skipped) => {
    const body = document.body.cloneNode(true) as HTMLElement;
    for (const each of body.querySelectorAll(skipped)) each.remove();
    // A service of the team Device Fleet in the demo program has the product's name.
    for (const each of body.querySelectorAll("td, td *, option")) if (each.textContent === "Guardians") each.remove();
    for (const each of body.querySelectorAll("main [title=Guardians]")) each.removeAttribute("title");
    const named = [...body.querySelectorAll("*")].flatMap((each) =>
      ["aria-label", "title", "placeholder", "alt"].flatMap((name) => each.getAttribute(name) ?? []),
    );
    return [document.title.replace(/ · Guardians$/, ""), body.textContent, ...named].join(" ");
  }, SKIPPED);

/** What the demo program's people typed, e-mail addresses and the command. */
const TYPED = [
  ...readdirSync("lib/demo", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => readFileSync(`lib/demo/${name}`, "utf8").match(/(?<=")[^"\n]*guardian[^"\n]*(?=")/gi) ?? []),
].sort((one, other) => other.length - one.length);
const COMMAND = /guardians (admin|analyzer|audit|backup|check|db|export|import|mcp|restore)\b/g;

function withoutTyped(words: string): string {
  return TYPED.reduce((left, typed) => left.replaceAll(typed, ""), words)
    .replace(/\S+@\S+/g, "")
    .replace(COMMAND, "")
    .replace(/Guardians( –)? Device Fleet|Service: Guardians/g, "");
}

// A page that runs, loads or draws what its policy forbids says so on the console, which fails the test (use-browser.ts).
describe("every page", () => {
  const { open, openHeard } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };
  const walkerAs = async (email: string | null) => {
    const walker = await openHeard({ reducedMotion: "no-preference" });
    if (email) await signIn(walker.page, email);
    return walker;
  };
  const planted = (page: Page) =>
    page.evaluate(() => ({
      elements: document.querySelectorAll("[data-planted]").length,
      links: document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]').length,
      ran: "planted" in window,
    }));

  /** Opens an address in a view, and finds nothing wrong with it. */
  async function walk({ page, ear }: HeardPage, address: string, view: View, rules = {}): Promise<void> {
    const { faults } = await lookAt(page, ear, address, view, rules);
    expect({ address, view, faults }).toEqual({ address, view, faults: [] });
  }

  it("S20 S22 shows markup that someone wrote as text, without one violation of its policy", async () => {
    const manager = await walkerAs("manager@example.com");
    const admin = await walkerAs("admin@example.com");
    const engineers = { engineer: await as("engineer@example.com"), second: await as("engineer2@example.com") };
    const people = { admin: admin.page, manager: manager.page, ...engineers };
    const things: Things = await plant(people, HOSTILE_WORDS);
    const pages = everyPage(things);
    expect(Object.keys(pages).sort()).toEqual(pagesOfTree());
    const without: string[] = [];
    const stops = Object.entries(pages).map((page, at) => ({ page, view: viewInTurn(at, MANAGER) }));
    for (const { page, view } of inViews(stops)) {
      const [name, addresses] = page;
      const walker = OF_ADMINS.includes(name) ? admin : manager;
      const shown: boolean[] = [];
      for (const address of addresses) {
        await walk(walker, address, view);
        expect([address, await planted(walker.page)]).toEqual([address, { elements: 0, links: 0, ran: false }]);
        shown.push(((await walker.page.locator("body").textContent()) ?? "").includes(MARKUP));
      }
      if (!shown.includes(true)) without.push(name);
    }
    expect(without.sort()).toEqual(OWN_WORDS);
  });

  /** Every page once, at the first of its addresses. Each is held against the rules of axe for two of them, in another view each. */
  async function walkThrough(walker: Walker): Promise<void> {
    const heard = await walkerAs(walker.email);
    const addresses = Object.values(await addressesSeen(walker, heard.page));
    const person = WALKERS.indexOf(walker);
    const stops = addresses.map(([address], at) => {
      return { address, view: viewInTurn(at, person), axe: (at + person) % 3 === 0 };
    });
    for (const { address, view, axe } of inViews(stops)) {
      if (address) await walk(heard, address, view, { axe, contrast: person <= 2 });
    }
    await heard.page.context().close();
  }

  it("stands still, is accessible and as wide as its window for everybody, in both schemes and at three widths", async () => {
    const admin = await as("admin@example.com");
    await makeAuditor(admin);
    // The program manager has walked above.
    const walkers = WALKERS.filter((_, at) => at !== MANAGER);
    const walkOn = async () => {
      for (let walker = walkers.shift(); walker; walker = walkers.shift()) await walkThrough(walker);
    };
    await Promise.all([walkOn(), walkOn()]).finally(() => unmakeAuditor(admin));
  });

  it("calls members what the program does, and nowhere guardians", async () => {
    const manager = await as("manager@example.com");
    const name = (memberLabel: string, memberPlural: string, memberArticle: string) =>
      askApi(manager, "/program", { memberLabel, memberPlural, memberArticle }, "patch");
    const found: string[] = [];
    await name("Advocate", "Advocates", "an");
    try {
      for (const walker of WALKERS.filter(({ role }) => role !== "auditor")) {
        const page = walker.email ? await as(walker.email) : await open();
        const addresses = Object.values(await addressesSeen(walker, page)).flat();
        // A letter keeps the name it was frozen with.
        for (const address of addresses.filter((each) => !each.startsWith("/newsletters/"))) {
          await page.goto(address);
          const said = /.{0,40}guardian.{0,40}/i.exec(withoutTyped(await wordsOf(page)));
          if (said) found.push(`${walker.role} ${address}: ${said}`);
        }
        await page.context().close();
      }
    } finally {
      await name("Guardian", "Guardians", "a");
    }
    expect(found).toEqual([]);
  });

  it("S21 is kept by no browser or proxy, guesses no type and tells no other site where someone was", async () => {
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

  /** Routes that import the same in another order get a script of all of it each: biome.json has the order for the API. */
  it("is built with one script of what its routes share", () => {
    const folder = ".next/server/chunks";
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const large = files.map(({ name }) => readFileSync(`${folder}/${name}`)).filter(({ length }) => length > 100_000);
    const contents = large.map((script) => createHash("sha256").update(script).digest("hex"));
    // The three doors that are no route of it have one of their own.
    expect(contents.length - new Set(contents).size).toBeLessThan(4);
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
