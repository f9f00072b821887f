import type { Page } from "playwright-core";

/**
 * The addresses of all windows of a page's browser, as the browser itself says them. Playwright's `page` event is no proof: of a
 * window that a page opens by itself it is now and then not sent, though the window is there.
 */
export async function openWindows(page: Page): Promise<string[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser of its own");
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send("Target.getTargets");
  await session.detach();
  return targetInfos.filter(({ type }) => type === "page").map(({ url }) => url);
}
