import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { launchBrowser } from "#tests/support/browser.ts";

export type TestBrowser = {
  /** A page in a context of its own: nobody is signed in. Paths are below the application's origin. */
  open: (options?: BrowserContextOptions) => Promise<Page>;
  /** Says that this test makes the browser complain with these words: it fails when it does not. */
  expectComplaint: (words: RegExp) => void;
};

/** One browser for the file. A test fails when a page of it writes an error or a warning to the console. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let complaints: string[] = [];
  let expected: RegExp[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    const unexpected = complaints.filter((text) => !expected.some((words) => words.test(text)));
    const missing = expected.filter((words) => !complaints.some((text) => words.test(text)));
    contexts = [];
    complaints = [];
    expected = [];
    expect(unexpected, "what pages wrote to the console").toEqual([]);
    expect(missing, "what pages were expected to write to the console").toEqual([]);
  });
  afterAll(() => browser?.close());
  const open = async (options: BrowserContextOptions = {}) => {
    if (!browser) throw new Error("Pages are opened in tests only, not while the file is read");
    const context = await browser.newContext({
      baseURL: inject("origin"),
      locale: "en-GB",
      timezoneId: "UTC",
      ...options,
    });
    contexts.push(context);
    const page = await context.newPage();
    listen(page, complaints);
    return page;
  };
  return { open, expectComplaint: (words) => void expected.push(words) };
}

function listen(page: Page, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
  });
}
