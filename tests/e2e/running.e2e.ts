import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askApi } from "./support/ask-api.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const APPROVED = "tab=all&state=approved";

describe("a page whose checks run", () => {
  const { open } = useBrowser();

  /** Answers what the router asks for; the checks have ended, and `running` says that they have not. */
  async function answer(route: Route, running: boolean): Promise<void> {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: running ? text.replace('"running":false', '"running":true') : text });
  }

  /** The questions of the router for a review that was checked, as they come: the first opens it and is told that its checks run. */
  async function openRunning(page: Page): Promise<Route[]> {
    const { reviews } = await askApi<{ reviews: { ref: string; title: string }[] }>(page, `/reviews?${APPROVED}`);
    const [review] = reviews;
    if (!review) throw new Error("No review is approved");
    const asked: Route[] = [];
    await page.goto(`/reviews?${APPROVED}`);
    await page.route(
      ({ pathname }) => pathname === `/reviews/${review.ref}`,
      async (route) => {
        if ("next-router-prefetch" in route.request().headers()) await route.continue();
        else if (asked.push(route) === 1) await answer(route, true);
      },
    );
    await page.getByRole("link", { name: review.title }).first().click();
    return asked;
  }

  it("asks for it anew a second after each answer, one question at a time, until they have ended", async () => {
    const page = await open();
    await signIn(page, "engineer@example.com");
    await page.clock.install();
    const asked = await openRunning(page);
    const said = page.getByText("The policy checks are running.");
    await said.waitFor({ state: "attached" });
    const next = async (number: number) => {
      await page.clock.runFor(1_000);
      await expect.poll(() => asked.length, { timeout: 30_000 }).toBe(number);
      const question = asked[number - 1];
      if (!question) throw new Error("Nothing was asked");
      return question;
    };
    await answer(await next(2), true);
    const last = await next(3);

    // The server is long in answering.
    await page.clock.runFor(10_000);
    await answer(last, false);
    await said.waitFor({ state: "detached" });
    await page.clock.runFor(40_000);
    await page.evaluate(() => fetch("/api/health"));
    expect(asked).toHaveLength(3);
  });
});
