import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askApi } from "./support/ask-api.ts";
import { beyondEdge } from "./support/measure.ts";
import { signIn } from "./support/sign-in.ts";
import { thingsSeen } from "./support/things-seen.ts";
import { useBrowser } from "./support/use-browser.ts";

/** A window of 1280 by 800, enlarged twice. */
const ENLARGED = { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 };
const STOPS = 60;
/** A review of the demo program whose document is another in its second revision. */
const CHANGED = "Keep raw events for only ninety days";

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

describe("a page that scrolls under its bars", () => {
  const { open } = useBrowser();

  it("covers nothing that has the focus, in a document that two revisions have", async () => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    await signIn(page, "engineer@example.com");
    const asked = `/reviews?tab=all&q=${encodeURIComponent(CHANGED)}`;
    const { reviews } = await askApi<{ reviews: { ref: string; revision: number }[] }>(page, asked);
    // What the demo tells besides can be of the same title.
    const { ref } = reviews.find(({ revision }) => revision > 1) ?? { ref: "" };
    const { documents } = await askApi<{ documents: { sha256: string }[] }>(page, `/reviews/${ref}`);
    await page.goto(`/reviews/${ref}/documents/${documents[0]?.sha256}`);
    await page.getByText("same in r1 and r2").first().waitFor();
    for (let stop = 0; stop < STOPS; stop += 1) {
      await page.keyboard.press("Tab");
      expect([stop, await wrongStop(page)]).toEqual([stop, null]);
    }
  });
});

type Comment = { author: { id: number; name: string } | null };

describe("a name without a space", () => {
  const { open } = useBrowser();

  it("makes the page of a review no wider than the window of a phone, where someone of that name has said something", async () => {
    const [page, manager] = [await open({ viewport: { width: 390, height: 844 } }), await open()];
    await signIn(page, "engineer@example.com");
    await signIn(manager, "manager@example.com");
    const { review } = await thingsSeen(page);
    await askApi(page, `/reviews/REV-${review}/comments`, { body: "Said by a long name" });
    const { comments } = await askApi<{ comments: Comment[] }>(page, `/reviews/REV-${review}`);
    const { id, name } = comments.at(-1)?.author ?? { id: 0, name: "" };
    await askApi(manager, `/people/${id}`, { name: "e".repeat(61) }, "patch");
    try {
      await page.goto(`/reviews/REV-${review}`);
      await page.getByText("Said by a long name").waitFor();
      expect(await beyondEdge(page)).toEqual([]);
    } finally {
      await askApi(manager, `/people/${id}`, { name }, "patch");
    }
  });
});
