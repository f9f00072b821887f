import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askApi } from "./support/ask-api.ts";
import { everyPage } from "./support/every-page.ts";
import { beyondEdge } from "./support/measure.ts";
import { signIn } from "./support/sign-in.ts";
import { thingsSeen } from "./support/things-seen.ts";
import { useBrowser } from "./support/use-browser.ts";

const PRINTED = [
  "/guardians/[person]",
  "/metrics",
  "/metrics/business-case",
  "/newsletters/[letter]",
  "/program/reviews/[quarter]",
  "/reviews/[ref]",
];
/** A sheet of A4 between its margins. */
const SHEET = { width: 672, height: 1016 };

/** What of a page is no use on paper, or cannot be read there. */
function misprints(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const all = [...document.body.querySelectorAll<HTMLElement>("*")].filter((each) =>
      each.checkVisibility({ visibilityProperty: true }),
    );
    const named = (what: string, found: HTMLElement[]) =>
      found.map((each) => `${what}: ${each.tagName.toLowerCase()} ${(each.textContent ?? "").trim().slice(0, 40)}`);
    const styleOf = (each: HTMLElement) => getComputedStyle(each);
    return [
      ...named(
        "pressed",
        all.filter((each) => each.matches("button, select, textarea, nav, [role=radiogroup]")),
      ),
      ...named(
        "cut",
        all.filter((each) => each.matches("td, th") && each.scrollWidth > each.clientWidth + 1),
      ),
      ...named(
        "floats",
        all.filter((each) => ["sticky", "fixed"].includes(styleOf(each).position)),
      ),
      ...named(
        "dark",
        [document.documentElement, document.body].filter((each) => {
          const { backgroundColor } = styleOf(each);
          return !["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(backgroundColor);
        }),
      ),
      ...named(
        "pale",
        [document.body].filter((each) => styleOf(each).color !== "rgb(0, 0, 0)"),
      ),
    ];
  });
}

/** The parts that begin or end a sheet, whatever room is left on it. */
function sheetEnds(page: Page): Promise<number> {
  return page.evaluate(() => {
    const isEnd = (each: Element) => {
      const { breakBefore, breakAfter } = getComputedStyle(each);
      return [breakBefore, breakAfter].includes("page");
    };
    return [...document.querySelectorAll("main *")].filter(isEnd).length;
  });
}

describe("a page on paper", () => {
  const { open } = useBrowser();

  it("is black on white without controls, nothing on it is cut, whatever the theme, and a letter leaves no sheet half empty", async () => {
    const page = await open({ colorScheme: "dark", viewport: SHEET });
    await signIn(page, "manager@example.com");
    const { items } = await askApi<{ items: { id: number; teams: number }[] }>(page, "/organisations");
    const organisationId = items.find(({ teams }) => teams > 0)?.id;
    const { quarter, ...things } = await thingsSeen(page);
    const { id: letter } = await askApi<{ id: number }>(page, "/newsletters", { organisationId, quarter });
    const pages = everyPage({ ...things, letter, ...(quarter ? { quarter } : {}) });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const name of PRINTED) {
      const [address] = pages[name] ?? [];
      if (address === undefined) throw new Error(`The demo has nothing to show on ${name}`);
      await page.goto(address);
      await page.getByRole("main").getByRole("heading").first().waitFor();
      expect([address, await misprints(page), await beyondEdge(page)]).toEqual([address, [], []]);
      if (name === "/newsletters/[letter]") expect(await sheetEnds(page)).toBe(0);
    }
  });
});
