import type { Page, Request } from "playwright-core";

/** What is heard of a page from the moment it is opened. */
export type Ear = {
  /** What it wrote to the console as a warning or an error, threw, or could not load. */
  complaints: string[];
  /** Waits until it has loaded what it loads, and has nothing more to do. */
  quiet: () => Promise<void>;
};

/** Listens to a page. What a page loses by going to another address is no complaint. */
export function listen(page: Page): Ear {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.stack ?? error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    if (why !== "net::ERR_ABORTED") complaints.push(`${page.url()}: ${request.url()} failed with ${why}`);
  });
  return { complaints, quiet: quietOf(page) };
}

/** Requests are counted as they begin and end: one that a script began while it came to rest is waited for, too. */
function quietOf(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let begun = 0;
  let wake = () => {};
  const end = (request: Request) => {
    open.delete(request);
    if (open.size === 0) wake();
  };
  page.on("request", (request) => {
    begun += 1;
    open.add(request);
  });
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  return async () => {
    let before: number;
    do {
      before = begun;
      if (open.size > 0) await new Promise<void>((resolve) => (wake = resolve));
      await page.waitForFunction(() => !document.querySelector("[data-skeleton]"));
      await page.evaluate(atRest);
    } while (begun !== before || open.size > 0);
  };
}

/** Two frames are drawn, and then the scripts of the page have nothing to do. */
function atRest(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(() => resolve())));
  });
}
