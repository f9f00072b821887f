import type { Locator } from "playwright-core";
import { expect } from "vitest";

/** Waits until React answers for a control: what is typed into one before may be taken back when it does. */
export async function takesLetters(control: Locator): Promise<void> {
  await expect
    .poll(() => control.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__reactProps"))))
    .toBe(true);
}
