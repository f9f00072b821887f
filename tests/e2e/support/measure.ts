import type { Page } from "playwright-core";

type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };

/** How far what stood on the page has moved since it was opened, as browsers add it up, and what it was. */
export function shiftOf(page: Page): Promise<{ shift: number; moved: string[] }> {
  return page.evaluate(() => {
    const observer = new PerformanceObserver(() => undefined);
    observer.observe({ type: "layout-shift", buffered: true });
    const shifts = (observer.takeRecords() as Shift[]).filter(({ hadRecentInput }) => !hadRecentInput);
    observer.disconnect();
    const elements = shifts
      .flatMap(({ sources }) => sources)
      .map(({ node }) => (node instanceof Element ? node : node?.parentElement))
      .map((element) => (element ? `${element.tagName.toLowerCase()} ${element.className}`.trim() : "what is gone"));
    return { shift: shifts.reduce((sum, { value }) => sum + value, 0), moved: [...new Set(elements)].slice(0, 5) };
  });
}

/** What reaches beyond the right edge of a page that scrolls sideways as a whole. Empty when it does not. */
export function beyondEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.scrollingElement?.scrollWidth ?? 0;
    if (width <= window.innerWidth) return [];
    const beyond = [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth)
      .map((element) => `${element.tagName.toLowerCase()} ${element.getAttribute("class") ?? ""}`.trim());
    return [`${width} px of ${window.innerWidth}`, ...beyond.slice(0, 5)];
  });
}

/** Steps on, opens the palette, looks for something in it and closes it. */
const PRESSES = ["Tab", "Tab", "ControlOrMeta+k", "r", "e", "Escape"];

/** The most milliseconds from a key to the picture that answers it: browsers tell those over 16, in steps of 8. */
export async function slowestPress(page: Page): Promise<number> {
  await page.evaluate(() => {
    const times = window as unknown as { slowestPress: number };
    times.slowestPress = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) times.slowestPress = Math.max(times.slowestPress, duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
  });
  for (const key of PRESSES) await page.keyboard.press(key);
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const times = window as unknown as { slowestPress: number };
        requestAnimationFrame(() => requestIdleCallback(() => setTimeout(() => resolve(times.slowestPress))));
      }),
  );
}
