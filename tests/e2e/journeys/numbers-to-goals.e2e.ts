import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { takesLetters } from "../support/takes-letters.ts";
import { useBrowser } from "../support/use-browser.ts";

const OUTCOME = "Most changes pass at their first review";
const EDITED = "Most changes pass at once";

/** The charts whose last lines are cut: what they hold is higher than they are. */
function cutCharts(page: Page): Promise<string[]> {
  return page.getByRole("figure").evaluateAll((figures) =>
    figures.flatMap((figure) => {
      const cut = [...figure.children].filter(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1);
      const title = figure.querySelector("figcaption > :first-child")?.textContent;
      return cut.map(({ scrollHeight, clientHeight }) => `${title}: ${scrollHeight} px in ${clientHeight}`);
    }),
  );
}

/** The axes of the charts that count in no steps of 1, 2, 2.5 or 5 and noughts. */
function oddAxes(page: Page): Promise<string[]> {
  return page.getByRole("figure").evaluateAll((figures) =>
    figures.flatMap((figure) =>
      [...figure.querySelectorAll(".recharts-cartesian-axis-tick-labels")].flatMap((axis) => {
        const said = [...axis.querySelectorAll(".recharts-cartesian-axis-tick-value")].map(
          ({ textContent }) => textContent ?? "",
        );
        const [from, to] = said.map((words) => Number(/^[\d.,]+(?= d$| %$|$)/.exec(words)?.[0].replace(",", "")));
        if (from === undefined || to === undefined || Number.isNaN(to - from)) return [];
        const isRound = [1, 2, 2.5, 5].includes(Number((to - from).toExponential(3).split("e")[0]));
        return isRound ? [] : [`${figure.querySelector("figcaption > :first-child")?.textContent}: ${said.join(", ")}`];
      }),
    ),
  );
}

describe("from the numbers to a goal", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is walked by a leader who looks at all of them, at a day of the past, and at what they come to", async () => {
    const leader = await as("leader@example.com");
    await leader.goto("/metrics");
    // The running quarter has no rows on its first day.
    await leader.getByLabel("Quarter", { exact: true }).selectOption({ index: 1 });
    await leader.waitForURL("**/metrics?quarter=*");
    await leader.getByRole("link", { name: "All numbers" }).click();
    await leader.getByRole("table", { name: "Review flow" }).waitFor();
    await expectNoViolations(leader);
    await leader.getByRole("link", { name: "First-pass yield (M8)" }).click();
    await leader.getByRole("heading", { level: 1, name: "M8 First-pass yield" }).waitFor();
    const quarters = leader.getByRole("table", { name: "First-pass yield by quarter" });
    expect(await quarters.getByRole("row").count()).toBe(7);
    await leader.getByRole("heading", { name: "Breakdown" }).waitFor();
    const file = leader.waitForEvent("download");
    await leader.getByRole("link", { name: "CSV: First-pass yield" }).click();
    expect((await file).suggestedFilename()).toMatch(/^M8-\d{4}-Q\d\.csv$/);
    await expectNoViolations(leader);

    await leader.goto("/metrics");
    await leader.getByText("Backlog now").waitFor();
    await leader.getByLabel("Compare with").selectOption("year");
    await leader.waitForURL("**/metrics?compare=year");
    await leader.getByRole("link", { name: "All numbers" }).click();
    await leader.getByRole("columnheader", { name: "Previous year" }).first().waitFor();
    await expectNoViolations(leader);

    await leader.goto("/metrics");
    await leader.getByText("Backlog now").waitFor();
    const [year] = new Date().toISOString().split("-");
    const day = `${Number(year) - 1}-12-31`;
    await leader.getByLabel("As of the end of").fill(day);
    await leader.waitForURL(`**/metrics?asOf=${day}`);
    await leader.getByText("Backlog then").waitFor();
    await leader
      .getByText(`${Number(year) - 1} Q4,`)
      .first()
      .waitFor();
    await expectNoViolations(leader);
    await leader.getByRole("link", { name: "Business case" }).click();
    await leader.getByRole("heading", { level: 1, name: "Business case" }).waitFor();
    await expectNoViolations(leader);
  });

  it("begins with charts that show all their rows, count in round steps, and stay as high as they are as a table", async () => {
    const leader = await as("leader@example.com");
    for (const width of [1280, 390]) {
      await leader.setViewportSize({ width, height: 800 });
      await leader.goto("/metrics?quarter=2001-Q1");
      await leader.getByText("No review was first submitted in this quarter.").first().waitFor();
      expect([width, await cutCharts(leader)]).toEqual([width, []]);
      await leader.goto("/metrics");
      await leader.locator(".recharts-surface path").first().waitFor();
      expect([width, await cutCharts(leader)]).toEqual([width, []]);
      await leader.locator(".recharts-cartesian-axis-tick-value").first().waitFor();
      expect([width, await oddAxes(leader)]).toEqual([width, []]);
      const belts = leader.getByRole("figure", { name: "People from nomination to belts" });
      const height = () => belts.evaluate((figure) => figure.getBoundingClientRect().height);
      const drawn = await height();
      await belts.getByText("Table", { exact: true }).click();
      await belts.getByRole("table").waitFor();
      expect([width, await height()]).toEqual([width, drawn]);
    }
  });

  it("is set by a program manager where the metric stands, said again, and retired", async () => {
    const manager = await as("manager@example.com");
    await manager.goto("/program");
    await manager.getByRole("button", { name: "Set goal" }).click();
    const dialog = manager.getByRole("dialog");
    await dialog.getByLabel("Start from").selectOption("Lower issue rate");
    const stood = await dialog.getByText(/^Defaults to the current value, [\d.]+ findings per review/).textContent();
    const [, rate = ""] = /value, ([\d.]+) findings/.exec(stood ?? "") ?? [];
    expect(Number(await dialog.getByLabel("Target").inputValue())).toBeCloseTo(Number(rate) * 0.8, 1);
    expect(await dialog.getByLabel("Metric").inputValue()).toBe("M3");
    expect(await dialog.getByLabel("Better is").inputValue()).toBe("down");
    expect(await dialog.getByLabel("Business goal").inputValue()).not.toBe("");
    await dialog.getByLabel("Security outcome").fill(OUTCOME);
    await dialog.getByLabel("Metric").selectOption("M8");
    const stands = await dialog.getByText(/^Defaults to the current value, [\d.]+ %/).textContent();
    const [, baseline = ""] = /value, ([\d.]+) %/.exec(stands ?? "") ?? [];
    await dialog.getByLabel("Target").fill("99");
    await dialog.getByLabel("Better is").selectOption("up");
    await dialog.getByLabel("Due on").fill("2099-01-01");
    await dialog.getByRole("button", { name: "Set goal" }).click();
    await dialog.waitFor({ state: "detached" });
    const goal = manager.getByRole("listitem").filter({ hasText: OUTCOME });
    // Rounded from what it is, and not from what was rounded once.
    const began = await goal.getByText(/^Baseline [\d.]+/).textContent();
    expect(Math.abs(Number(/[\d.]+/.exec(began ?? "")?.[0]) - Number(baseline))).toBeLessThan(0.06);
    await expectNoViolations(manager);

    await goal.getByRole("button", { name: "Change the goal on M8" }).click();
    await manager.getByRole("menuitem", { name: "Edit goal" }).click();
    await dialog.getByLabel("Security outcome").fill(EDITED);
    await dialog.getByRole("button", { name: "Save goal" }).click();
    await dialog.waitFor({ state: "detached" });
    const edited = manager.getByRole("listitem").filter({ hasText: EDITED });
    await edited.waitFor();
    await edited.getByRole("button", { name: "Change the goal on M8" }).click();
    await manager.getByRole("menuitem", { name: "Retire goal" }).click();
    await dialog.getByRole("button", { name: "Retire goal" }).click();
    expect(await dialog.getByLabel("Reason").evaluate((element: HTMLInputElement) => element.checkValidity())).toBe(
      false,
    );
    await dialog.getByLabel("Reason").fill("Another one takes its place");
    await dialog.getByRole("button", { name: "Retire goal" }).click();
    await edited.waitFor({ state: "detached" });
  });

  it("are chosen by keys, with the focus where it was, and not for a day that is still being typed", async () => {
    const page = await as("manager@example.com");
    await page.goto("/metrics");
    const quarter = page.getByRole("combobox", { name: "Quarter" });
    const day = page.getByLabel("As of the end of");
    await takesLetters(quarter);
    await day.evaluate((input: HTMLInputElement) => {
      input.value = "0002-11-05";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await quarter.focus();
    await quarter.press("ArrowDown");
    await page.waitForURL(/[?&]quarter=/);
    await page.locator("form[aria-busy=false]").first().waitFor();
    expect(new URL(page.url()).searchParams.get("asOf")).toBe(null);
    expect(await quarter.evaluate((select) => select === document.activeElement)).toBe(true);
  });
});
