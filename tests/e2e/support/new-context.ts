import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";

/** A visitor of the application, in English and in UTC. Paths are below its origin. */
export function newContext(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({ baseURL: origin, locale: "en-GB", timezoneId: "UTC", ...options });
}
