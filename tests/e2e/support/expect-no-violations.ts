import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./violations.ts";

/**
 * Checks the page as it stands with every rule of axe, once it has come whole and no dialog comes or goes: a page on its way has no
 * title for a moment, and what fades has no contrast. Where a dialog has gone meanwhile it looks again.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  await page.getByRole("progressbar", { name: "Loading the page" }).waitFor({ state: "detached" });
  let violations: string[];
  let [before, after] = ["", ""];
  do {
    await page.waitForFunction(
      () =>
        document.title !== "" &&
        [...document.querySelectorAll("[role=dialog]")].every((dialog) => getComputedStyle(dialog).opacity === "1"),
    );
    before = await openDialogs(page);
    violations = await violationsOf(page);
    after = await openDialogs(page);
  } while (after !== before);
  expect(violations, `accessibility of ${page.url()}`).toEqual([]);
}

/** The dialogs that are seen, each with how much of it is. */
function openDialogs(page: Page): Promise<string> {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll("[role=dialog]")].filter((dialog) => dialog.checkVisibility());
    return JSON.stringify(seen.map((dialog) => [dialog.id, getComputedStyle(dialog).opacity]));
  });
}
