import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { beyondEdge } from "./support/measure.ts";
import { signIn } from "./support/sign-in.ts";
import { thingsSeen } from "./support/things-seen.ts";
import { useBrowser } from "./support/use-browser.ts";

/** A window of 1280 by 800, enlarged twice. */
const ENLARGED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
const STOPS = 60;

/** What has the focus where nothing of it can be seen, or what is a part of a drawing; null when all is well. */
function wrongStop(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const stop = document.activeElement;
    if (!stop || stop === document.body) return null;
    const named = `${stop.tagName.toLowerCase()} ${(stop.getAttribute("aria-label") ?? stop.textContent ?? "").trim()}`;
    if (stop.closest("svg")) return `drawn: ${named.slice(0, 60)}`;
    const { left, right, top, bottom, width } = stop.getBoundingClientRect();
    // A choice is drawn by its label.
    if (width <= 1) return null;
    const across = (left + right) / 2;
    const seen = [top + 2, (top + bottom) / 2, bottom - 2].some((down) => {
      const hit = document.elementFromPoint(across, down);
      return hit !== null && (stop.contains(hit) || hit.contains(stop) || hit.closest("label")?.contains(stop));
    });
    return seen ? null : `covered: ${named.slice(0, 60)}`;
  });
}

describe("a page that is enlarged twice", () => {
  const { open } = useBrowser();

  it("scrolls down only, and covers nothing that has the focus", async () => {
    const page = await open(ENLARGED);
    await signIn(page, "engineer@example.com");
    const { review } = await thingsSeen(page);
    for (const address of ["/", "/reviews?tab=all", `/reviews/REV-${review}`, "/reviews/new", "/metrics"]) {
      await page.goto(address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      if (address === "/metrics") await page.locator(".recharts-surface path").first().waitFor();
      expect([address, await beyondEdge(page)]).toEqual([address, []]);
      for (let stop = 0; stop < STOPS; stop += 1) {
        await page.keyboard.press("Tab");
        expect([address, stop, await wrongStop(page)]).toEqual([address, stop, null]);
      }
    }
  });
});
