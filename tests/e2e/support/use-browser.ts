import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { launchBrowser } from "#tests/support/browser.ts";
import { type Ear, listen } from "./listen.ts";
import { newContext } from "./new-context.ts";

/** A page with what is heard of it. */
export type HeardPage = { page: Page; ear: Ear };

export type TestBrowser = {
  /**
   * A page in a context of its own: nobody is signed in. Paths are below the application's origin. Its visitor asks for no motion,
   * for which tests would wait: who walks with it says so.
   */
  open: (options?: BrowserContextOptions) => Promise<Page>;
  /** As `open`, with what is heard of the page. */
  openHeard: (options?: BrowserContextOptions) => Promise<HeardPage>;
  /** Says that this test makes the browser complain with these words: it fails when it does not. */
  expectComplaint: (words: RegExp) => void;
};

/** One browser for the file. A test fails when a page of it writes an error or a warning to the console. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined;
  let contexts: BrowserContext[] = [];
  let ears: Ear[] = [];
  let expected: RegExp[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterEach(async () => {
    for (const context of contexts) await context.close();
    const complaints = ears.flatMap((ear) => ear.complaints);
    const unexpected = complaints.filter((text) => !expected.some((words) => words.test(text)));
    const missing = expected.filter((words) => !complaints.some((text) => words.test(text)));
    contexts = [];
    ears = [];
    expected = [];
    expect(unexpected, "what pages wrote to the console").toEqual([]);
    expect(missing, "what pages were expected to write to the console").toEqual([]);
  });
  afterAll(() => browser?.close());
  const openHeard = async (options: BrowserContextOptions = {}) => {
    if (!browser) throw new Error("Pages are opened in tests only, not while the file is read");
    const context = await newContext(browser, inject("origin"), { reducedMotion: "reduce", ...options });
    contexts.push(context);
    const page = await context.newPage();
    const ear = listen(page);
    ears.push(ear);
    return { page, ear };
  };
  const open = async (options?: BrowserContextOptions) => (await openHeard(options)).page;
  return { open, openHeard, expectComplaint: (words) => void expected.push(words) };
}
