import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askApi } from "../support/ask-api.ts";
import { signIn } from "../support/sign-in.ts";
import { takesLetters } from "../support/takes-letters.ts";
import { useBrowser } from "../support/use-browser.ts";

describe("the search and command palette", () => {
  const { open } = useBrowser();
  const asEngineer = async (address: string) => {
    const page = await open();
    await signIn(page, "engineer@example.com");
    await page.goto(address);
    await takesLetters(page.getByRole("button", { name: /^Search or jump to/ }));
    return page;
  };
  const field = (page: Page) => page.getByRole("textbox", { name: "Search reviews, people, services and actions" });
  const openPalette = async (page: Page) => {
    await page.keyboard.press("ControlOrMeta+k");
    await field(page).waitFor();
  };
  const marked = (page: Page) => page.locator("[data-action][data-selected]").allTextContents();
  const review = (ref: string) => ({
    kind: "review",
    label: `${ref} Export`,
    description: "",
    href: `/reviews/${ref}`,
  });
  /** Answers the search in place of the server, each time when the test says so. */
  const answering = async (page: Page) => {
    const waiting = new Map<string, (items: ReturnType<typeof review>[]) => void>();
    await page.route("**/api/v1/search**", async (route) => {
      const words = new URL(route.request().url()).searchParams.get("q") ?? "";
      const items = await new Promise<ReturnType<typeof review>[]>((resolve) => waiting.set(words, resolve));
      await route.fulfill({ json: { items, more: [] } });
    });
    return async (words: string, ...refs: string[]) => {
      await expect.poll(() => waiting.has(words)).toBe(true);
      waiting.get(words)?.(refs.map(review));
    };
  };

  it("marks the first thing that is found, and does nothing by Enter before", async () => {
    const page = await asEngineer("/reviews?tab=all");
    const answer = await answering(page);
    await openPalette(page);
    await field(page).pressSequentially("sign");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await page.keyboard.press("Enter");
    expect(await marked(page)).toEqual([]);
    await answer("sign", "REV-1", "REV-2");
    await expect.poll(() => marked(page)).toEqual(["REV-1 Export"]);
    await page.keyboard.press("ArrowDown");
    expect(await marked(page)).toEqual(["REV-2 Export"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/reviews\/REV-2$/);
  });

  it("does not end the session by itself where nothing else is found", async () => {
    const page = await asEngineer("/reviews?tab=all");
    const answer = await answering(page);
    await openPalette(page);
    await field(page).pressSequentially("sign out");
    const answered = page.waitForResponse("**/api/v1/search?q=sign+out");
    await answer("sign out");
    await answered;
    expect(await marked(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    expect(await marked(page)).toEqual(["Sign out"]);
  });

  it("opens what the words of now find, not those before them", async () => {
    const page = await asEngineer("/reviews?tab=all");
    const answer = await answering(page);
    await openPalette(page);
    await field(page).pressSequentially("REV-42");
    await answer("REV-42", "REV-42");
    await expect.poll(() => marked(page)).toEqual(["REV-42 Export"]);
    await field(page).pressSequentially("9");
    await page.getByRole("button", { name: "REV-42 Export" }).waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await answer("REV-429", "REV-429");
    await expect.poll(() => marked(page)).toEqual(["REV-429 Export"]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/reviews\/REV-429$/);
  });

  it("makes the moves of a review, those behind its menu too", async () => {
    const page = await asEngineer("/");
    const { reviews } = await askApi<{ reviews: { ref: string }[] }>(page, "/reviews?tab=all&state=submitted");
    await page.goto(`/reviews/${reviews[0]?.ref}`);
    const menu = page.getByRole("complementary", { name: "Decision" }).getByRole("button", { name: /moves$/i });
    await takesLetters(menu);
    const answer = await answering(page);
    await openPalette(page);
    await field(page).pressSequentially("change tier");
    await answer("change tier");
    await expect.poll(() => marked(page)).toEqual(["Change tier"]);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: /^Change the tier of REV-/ });
    await dialog.waitFor();
    await field(page).waitFor({ state: "detached" });
    await expect.poll(() => dialog.evaluate((one) => one.contains(document.activeElement))).toBe(true);
  });

  it("leads to pages that stand behind the tabs of others", async () => {
    const page = await asEngineer("/");
    const answer = await answering(page);
    await openPalette(page);
    await field(page).pressSequentially("playgr");
    await answer("playgr");
    await expect.poll(() => marked(page)).toEqual([expect.stringMatching(/^Playground/)]);
    await page.keyboard.press("Enter");
    await page.waitForURL("/policies?view=playground");
  });

  it("waits until a dialog is closed, which Escape in it would close too", async () => {
    const page = await asEngineer("/guardians");
    await openPalette(page);
    await page.keyboard.press("Escape");
    await field(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Nominate a guardian" }).click();
    const dialog = page.getByRole("dialog", { name: "Nominate a guardian" });
    const rationale = dialog.getByRole("textbox", { name: "Rationale" });
    await rationale.fill("Keeps the ");
    await page.keyboard.press("ControlOrMeta+k");
    await rationale.pressSequentially("runbook");
    expect(await field(page).count()).toBe(0);
    expect(await rationale.inputValue()).toBe("Keeps the runbook");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    await openPalette(page);
  });
});
