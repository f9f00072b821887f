import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { moveClock } from "./move-clock.mjs";

/** A visitor of the application, in English and in UTC, at the time of this process. Paths are below its origin. */
export async function newContext(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ baseURL: origin, locale: "en-GB", timezoneId: "UTC", ...options });
  const ahead = Number(process.env.CLOCK_AHEAD_MS ?? 0);
  if (ahead > 0) await context.addInitScript(moveClock, ahead);
  return context;
}
