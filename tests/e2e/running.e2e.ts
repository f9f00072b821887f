import type { Page, Route } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askedBy } from "#lib/web/asked-by.ts";
import { askApi } from "./support/ask-api.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const APPROVED = "tab=all&state=approved";

describe("a page whose checks run", () => {
  const { open, expectComplaint } = useBrowser();

  /** Answers what the router asks for; the checks have ended, and the first who ask are told that they have not. */
  async function answerPage(route: Route, running: boolean): Promise<void> {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: running ? text.replace('"running":false', '"running":true') : text });
  }

  /** No run waits, as the page was told, or another one does. */
  function answer(route: Route, asTold: boolean): Promise<void> {
    return route.fulfill({ json: { items: asTold ? [] : [{ id: 1, revision: 1, state: "running", error: null }] } });
  }

  /** Who the server takes to have asked. */
  async function asker(route: Route) {
    const request = route.request();
    const { pathname, search } = new URL(request.url());
    return askedBy({ method: request.method(), url: pathname + search, headers: await request.allHeaders() });
  }

  /** What the page of a review that was checked asks, and how often it is asked for itself: it is told that its checks run. */
  async function openRunning(page: Page): Promise<{ asked: Route[]; shown: Route[] }> {
    const { reviews } = await askApi<{ reviews: { ref: string; title: string }[] }>(page, `/reviews?${APPROVED}`);
    const [review] = reviews;
    if (!review) throw new Error("No review is approved");
    const [asked, shown]: [Route[], Route[]] = [[], []];
    await page.goto(`/reviews?${APPROVED}`);
    await page.route(
      ({ pathname }) => pathname === `/reviews/${review.ref}`,
      async (route) => {
        if ("next-router-prefetch" in route.request().headers()) await route.continue();
        else await answerPage(route, shown.push(route) < 3);
      },
    );
    await page.route(`**/api/v1/reviews/${review.ref}/checks/waiting`, (route) => void asked.push(route));
    await page.getByRole("link", { name: review.title }).first().click();
    return { asked, shown };
  }

  it("asks for them a second after each answer, or half a minute after none, and for the page where they are elsewhere", async () => {
    const page = await open();
    await signIn(page, "engineer@example.com");
    await page.clock.install();
    const { asked, shown } = await openRunning(page);
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
    await answer(await next(1, 1_000), true);

    // The server is long in answering one, another has no answer at all, and one is refused for now.
    const slow = await next(2, 1_000);
    await stays(2, 10_000);
    await answer(slow, true);
    await next(3, 1_000);
    await stays(3, 10_000);
    const refused = await next(4, 30_000);
    expectComplaint(/503/);
    await refused.fulfill({ status: 503 });
    const changed = await next(5, 1_000);
    expect(shown).toHaveLength(1);

    await answer(changed, false);
    await expect.poll(() => shown.length).toBe(2);
    // The session has ended: the page is asked for, which says so.
    const over = await next(6, 1_000);
    expectComplaint(/401/);
    await over.fulfill({ status: 401, json: {} });
    await said.waitFor({ state: "detached" });
    expect(shown).toHaveLength(3);
    expect(await Promise.all(shown.map(asker))).toEqual(["person", "page", "page"]);
    await stays(6, 40_000);
  });
});
