import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./support/expect-no-violations.ts";
import { openWindows } from "./support/open-windows.ts";
import { signIn } from "./support/sign-in.ts";
import { takesLetters } from "./support/takes-letters.ts";
import { useBrowser } from "./support/use-browser.ts";

/** Presses keys one after the other and counts them. */
function keyboard(page: Page) {
  let strokes = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await page.keyboard.press(key);
      strokes += 1;
    }
  };
  return { press, strokes: () => strokes };
}

/** The columns of reviews whose words may be cut: they are whole in their titles. */
const WITH_TITLES = ["Title", "Service", "State, my move"];

describe("a page for daily work", () => {
  const { open } = useBrowser();
  const as = async (email: string, options = {}) => {
    const page = await open(options);
    await signIn(page, email);
    return page;
  };

  it("says that the next page is on its way, until it is there", async () => {
    const page = await as("engineer@example.com");
    await page.goto("/reviews?tab=all");
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/reviews\/REV-\d+/, async (route) => {
      await held;
      await route.continue();
    });
    await page.locator("tbody tr").first().getByRole("link").first().press("Enter");
    const line = page.getByRole("progressbar", { name: "Loading the page" });
    await line.waitFor();
    letThrough();
    await page.waitForURL(/\/reviews\/REV-\d+$/);
    await line.waitFor({ state: "detached" });
  });

  it("opens a review in a window of its own where that is asked for, and stays", async () => {
    const page = await as("engineer@example.com");
    await page.goto("/reviews?tab=all");
    const first = page.locator("tbody tr").first().getByRole("link").first();
    await takesLetters(first);
    const review = await first.getAttribute("href");
    expect(review).toMatch(/^\/reviews\/REV-\d+$/);
    await first.click({ modifiers: ["Control"], position: { x: 4, y: 4 } });
    await expect.poll(() => openWindows(page)).toContain(new URL(review ?? "", page.url()).href);
    expect(new URL(page.url()).search).toBe("?tab=all");
  });

  it("shows eighteen reviews of a line each in a window of 1280 by 800", async () => {
    const page = await as("engineer@example.com", { viewport: { width: 1280, height: 800 } });
    await page.goto("/reviews?tab=all");
    await page.locator("tbody tr").first().waitFor();
    const rows = await page
      .locator("tbody tr")
      .evaluateAll((found) =>
        found.map((row) => row.getBoundingClientRect()).map(({ bottom, height }) => ({ bottom, height })),
      );
    expect(rows.filter(({ bottom }) => bottom <= 801).length).toBeGreaterThanOrEqual(18);
    expect(new Set(rows.map(({ height }) => Math.round(height)))).toEqual(new Set([36]));
  });

  it("has room for every column of the reviews in a window of 1360, and cuts only what has a title", async () => {
    const page = await as("engineer@example.com", { viewport: { width: 1360, height: 800 } });
    await page.goto("/reviews?tab=all");
    await page.locator("tbody tr").first().waitFor();
    const columns = await page.getByRole("table").evaluate((table) => {
      for (const heardOnly of table.querySelectorAll(".sr-only")) heardOnly.remove();
      return [...table.querySelectorAll("thead th")].map((head, at) => ({
        name: head.textContent,
        width: head.getBoundingClientRect().width,
        cut: [...table.querySelectorAll(`tbody tr > :nth-child(${at + 1})`)]
          .filter((cell) => cell.scrollWidth > cell.clientWidth)
          .map((cell) => cell.textContent),
      }));
    });
    expect(columns.filter(({ width }) => width === 0)).toEqual([]);
    expect(columns.find(({ name }) => name === "Title")?.width).toBeGreaterThanOrEqual(160);
    expect(columns.filter(({ name, cut }) => cut.length > 0 && !WITH_TITLES.includes(name ?? ""))).toEqual([]);
    // In a smaller one the service leaves the title its room.
    await page.setViewportSize({ width: 1280, height: 800 });
    const title = page.getByRole("columnheader", { name: "Title" });
    expect((await title.boundingBox())?.width).toBeGreaterThanOrEqual(220);
  });

  it("says why a gate stands as it does where it is pointed at", async () => {
    const page = await as("engineer@example.com");
    await page.goto("/reviews?state=submitted");
    await takesLetters(page.locator("[data-row-link]").first());
    const conflicts = page.locator("tbody tr").first().getByText("C", { exact: true });
    await conflicts.hover();
    expect(await conflicts.getAttribute("title")).toBe(
      "Conflicts of interest: missing. The reviewer states conflicts when claiming the review.",
    );
  });

  it("lets an engineer claim the first review that waits, and reach the next move, with keys alone", async () => {
    const page = await as("engineer@example.com");
    await page.goto("/reviews?state=submitted");
    const rows = page.locator("[data-row-link]");
    await takesLetters(rows.first());
    // Whoever of the demo is tied to what waits longest claims the next one.
    const claimed = await rows.evaluateAll((links) =>
      links.findIndex((link) => link.getAttribute("aria-keyshortcuts") === "c"),
    );
    const { press, strokes } = keyboard(page);
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
    const tabTo = async (words: string) => {
      for (let steps = 0; (await focused()) !== words; steps += 1) {
        expect(steps, `tabs to “${words}”`).toBeLessThan(12);
        await press("Tab");
      }
    };
    await press(...Array(claimed + 1).fill("j"), "Enter");
    await page.waitForURL(/\/reviews\/REV-\d+$/);
    await takesLetters(page.getByRole("button", { name: "Claim", exact: true }));
    await press("c");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Claim", exact: true }).waitFor();
    // Until it is in the dialog the focus is on the button that opened it, which has the same words.
    await expect.poll(() => dialog.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await tabTo("Claim");
    await press("Enter");
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Claim", exact: true }).waitFor({ state: "detached" });
    expect(strokes()).toBeLessThan(15);
    await tabTo("Other moves");
    await press("Enter");
    await page.getByRole("menu").waitFor();
    await page.getByRole("button", { name: "Other moves" }).press("Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await press("Enter");
    await page.getByRole("menu").waitFor();
    await press("ArrowDown", "Escape");
    await page.getByRole("menu").waitFor({ state: "detached" });
    await expect.poll(focused).toBe("Other moves");
    expect(strokes()).toBeLessThan(30);
  });

  it("claims from the list the review whose row has the focus, and tells the keys that do so", async () => {
    const page = await as("engineer@example.com");
    await page.goto("/reviews?state=submitted");
    const row = page.locator("[data-row-link][aria-keyshortcuts=c]").first();
    await takesLetters(row);
    await page.keyboard.press("c");
    expect(await row.evaluate((link) => link === document.activeElement)).toBe(true);
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys of this page" });
    await keys.waitFor();
    await expectNoViolations(page);
    expect(await keys.getByRole("term").allTextContents()).toEqual(expect.arrayContaining(["j", "k", "/", "c", "?"]));
    await page.keyboard.press("Escape");
    await keys.waitFor({ state: "detached" });
    await expect.poll(() => row.evaluate((link) => link === document.activeElement)).toBe(true);
    const review = await row.getAttribute("href");
    const ref = review?.split("/").at(-1);
    const listed = await page
      .locator("[data-row-link]")
      .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const at = listed.indexOf(review);
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: `Claim ${ref}` });
    await dialog.getByRole("button", { name: "Claim", exact: true }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Claimed. It is yours to review.").waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("href"));
    await expect.poll(focused).toBe(listed[at + 1] ?? listed[at - 1]);
    await page.goto(`/reviews/${ref}`);
    await page.getByText("You review").first().waitFor();
  });

  it("announces a claim with the list that no longer has it, however long the list takes", async () => {
    const page = await as("engineer@example.com");
    await page.clock.install();
    await page.goto("/reviews?state=submitted");
    const row = page.locator("[data-row-link][aria-keyshortcuts=c]").first();
    await takesLetters(row);
    const ref = (await row.getAttribute("href"))?.split("/").at(-1);
    let letThrough = () => {};
    const held = new Promise<void>((resolve) => {
      letThrough = resolve;
    });
    await page.route(/\/reviews\?/, async (route) => {
      if (route.request().method() === "GET") await held;
      await route.continue();
    });
    await row.focus();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: `Claim ${ref}` });
    const refreshed = page.waitForRequest((request) => request.method() === "GET" && /\/reviews\?/.test(request.url()));
    await dialog.getByRole("button", { name: "Claim", exact: true }).click();
    await refreshed;
    // Longer than a notice stays.
    await page.clock.runFor(10_000);
    letThrough();
    await dialog.waitFor({ state: "detached" });
    await page.getByText("Claimed. It is yours to review.").waitFor();
  });

  it("shows every move of a menu on a phone, below the head of the page", async () => {
    const page = await as("engineer@example.com", { viewport: { width: 390, height: 667 } });
    await page.goto("/reviews?tab=all&state=in_review");
    const review = (await page.locator("[data-row-link]").first().getAttribute("href")) ?? "";
    await page.goto(review);
    const opener = page.getByRole("button", { name: /^(Other moves|Moves)$/ });
    await takesLetters(opener);
    await opener.click();
    const first = page.getByRole("menu").getByRole("menuitem").first();
    await first.waitFor();
    expect(
      await first.evaluate((item) => {
        const { left, top, width, height } = item.getBoundingClientRect();
        return item.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
    ).toBe(true);
  });

  it("gives the focus back to what opened the navigation of a phone, and takes it to the first field of a dialog", async () => {
    const page = await as("manager@example.com", { viewport: { width: 390, height: 667 } });
    await page.goto("/program");
    const isFocused = (control: Locator) => control.evaluate((element) => element === document.activeElement);
    const burger = page.getByRole("button", { name: "Open navigation" });
    await takesLetters(burger);
    await burger.press("Enter");
    const drawer = page.getByRole("dialog", { name: "Guardians" });
    await drawer.waitFor();
    await page.keyboard.press("Escape");
    await drawer.waitFor({ state: "detached" });
    await expect.poll(() => isFocused(burger)).toBe(true);
    const opener = page.getByRole("button", { name: "Set goal" });
    await opener.press("Enter");
    const dialog = page.getByRole("dialog", { name: "Set a goal" });
    await expect.poll(() => isFocused(dialog.getByLabel("Start from"))).toBe(true);
    // What sends it is in sight, however long it is.
    const send = dialog.getByRole("button", { name: "Set goal" });
    expect(await send.evaluate((button) => button.getBoundingClientRect().bottom <= innerHeight)).toBe(true);
    await page.keyboard.press("Escape");
    await expect.poll(() => isFocused(opener)).toBe(true);
  });

  it("takes a review of a low-risk change in under 25 keystrokes next to its title, and under 12 clicks", async () => {
    const page = await as("guardian@example.com");
    await page.goto("/reviews/new");
    await takesLetters(page.getByRole("combobox", { name: "Service" }));
    await page.getByLabel("Title").focus();
    await page.keyboard.type("Add keyboard shortcuts");
    const { press, strokes } = keyboard(page);
    await press("Tab", "b", "a", "s");
    await page.locator("[role=option][data-combobox-selected]").waitFor();
    await press("Enter");
    const classes = page.getByRole("radiogroup", { name: "Highest class of data handled" });
    await press("Tab", "Tab", "Space");
    await expect.poll(() => classes.getByLabel("Public").isChecked()).toBe(true);
    await press("Tab", "Space");
    await expect.poll(() => page.getByLabel("Stored").isChecked()).toBe(true);
    await press("Tab", "Enter");
    await expect.poll(() => page.getByRole("radio", { name: "No", checked: true }).count()).toBe(8);
    await press("Control+Enter");
    await page.getByRole("alert").getByText("Submitted.", { exact: true }).waitFor();
    await page.waitForURL(/\/reviews\/REV-\d+$/);
    expect(strokes()).toBeLessThan(25);

    await page.goto("/reviews/new");
    await takesLetters(page.getByRole("combobox", { name: "Service" }));
    await page.getByLabel("Title").fill("Add more keyboard shortcuts");
    let clicks = 0;
    const click = async (target: ReturnType<Page["locator"]>) => {
      await target.click();
      clicks += 1;
    };
    await click(page.getByRole("combobox", { name: "Service" }));
    await click(page.getByRole("listbox").getByRole("option").first());
    await click(page.getByLabel("Public"));
    await click(page.getByLabel("Stored"));
    await click(page.getByRole("button", { name: "Answer the rest with no" }));
    await click(page.getByRole("button", { name: "Submit for review" }));
    await page.waitForURL(/\/reviews\/REV-\d+$/);
    expect(clicks).toBeLessThan(12);
  });
});
