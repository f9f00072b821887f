import type { Page } from "playwright-core";
import type { Ear } from "./listen.ts";
import { beyondEdge, shiftOf } from "./measure.ts";
import type { View } from "./views.ts";
import { violationsOf } from "./violations.ts";

/** From here on what moves on a page is a fault: the sum that browsers call cumulative layout shift. */
export const SHIFT_LIMIT = 0.02;

/** What is wrong with a page as it was looked at, and how far things moved on it. */
export type Look = { faults: string[]; shift: number };

/**
 * Opens an address in a view and looks at it once it is quiet. What it complains of is heard by its ear. The rules of axe cost
 * as much as all else, and contrast as much as its other rules: both can be left out where others look at the same.
 */
export async function lookAt(
  page: Page,
  ear: Ear,
  address: string,
  { scheme, width }: View,
  { axe = true, contrast = true } = {},
): Promise<Look> {
  await page.emulateMedia({ colorScheme: scheme });
  await page.setViewportSize({ width, height: 800 });
  const answer = await page.goto(address);
  await ear.quiet();
  const status = answer?.status();
  const { shift, moved } = await shiftOf(page);
  const beyond = await beyondEdge(page);
  const faults = [
    ...(status === 200 ? [] : [`answered ${status}`]),
    ...(shift < SHIFT_LIMIT ? [] : [`moved by ${shift.toFixed(3)}: ${moved.join(", ")}`]),
    ...(beyond.length === 0 ? [] : [`scrolls sideways: ${beyond.join(", ")}`]),
    ...(axe ? await violationsOf(page, { contrast }) : []),
  ];
  return { faults, shift };
}
