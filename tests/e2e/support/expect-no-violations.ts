import type { Page } from "playwright-core";
import { expect } from "vitest";
import { violationsOf } from "./violations.ts";

/** Checks the page as it stands with every rule of axe. */
export async function expectNoViolations(page: Page): Promise<void> {
  expect(await violationsOf(page), `accessibility of ${page.url()}`).toEqual([]);
}
