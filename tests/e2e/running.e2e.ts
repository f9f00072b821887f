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

  it("asks for it anew a second after each answer, or half a minute after none, until they have ended", async () => {
    const page = await open();
    await signIn(page, "engineer@example.com");
    await page.clock.install();
    const asked = await openRunning(page);
    const said = page.getByText("The policy checks are running.");
    await said.waitFor({ state: "attached" });
    const next = async (number: number, after: number) => {
      await page.clock.runFor(after);
      await expect.poll(() => asked.length).toBe(number);
      const question = asked[number - 1];
      if (!question) throw new Error("Nothing was asked");
      return question;
    };
    const stays = async (number: number, during: number) => {
      await page.clock.runFor(during);
      await page.evaluate(() => fetch("/api/health"));
      expect(asked).toHaveLength(number);
    };
    await answer(await next(2, 1_000), true);

    // The server is long in answering one, and another has no answer at all.
    const slow = await next(3, 1_000);
    await stays(3, 10_000);
    await answer(slow, true);
    await next(4, 1_000);
    await stays(4, 10_000);
    await answer(await next(5, 30_000), false);
    await said.waitFor({ state: "detached" });
    await stays(5, 40_000);
  });
});
