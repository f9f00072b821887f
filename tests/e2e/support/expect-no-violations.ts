import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./violations.ts";

/**
 * Checks the page as it stands with every rule of axe, once it has come whole and no dialog comes or goes: a page on its way has no
 * title for a moment, and what fades has no contrast.
 */
export async function expectNoViolations(page: Page): Promise<void> {
  await page.getByRole("progressbar", { name: "Loading the page" }).waitFor({ state: "detached" });
  await page.waitForFunction(
    () =>
      document.title !== "" &&
      [...document.querySelectorAll("[role=dialog]")].every((dialog) => getComputedStyle(dialog).opacity === "1"),
  );
  expect(await violationsOf(page), `accessibility of ${page.url()}`).toEqual([]);
}
