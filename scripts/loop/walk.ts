import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { addressesSeen } from "#tests/e2e/support/addresses-seen.ts";
import type { Things } from "#tests/e2e/support/every-page.ts";
import { listen } from "#tests/e2e/support/listen.ts";
import { type Look, lookAt } from "#tests/e2e/support/look-at.ts";
import { slowestPress } from "#tests/e2e/support/measure.ts";
import { newContext } from "#tests/e2e/support/new-context.ts";
import { signIn } from "#tests/e2e/support/sign-in.ts";
import type { View } from "#tests/e2e/support/views.ts";
import type { Walker } from "#tests/e2e/support/walkers.ts";
import type { Options } from "./options.ts";

/** One check of one address. `pressed`: milliseconds until the slowest key press was answered. */
export type Step = Look & { address: string; role: string; view: View; pressed: number };

/** Visits every page a walker may see. Each view loads again, because layout shifts differ by width. */
export async function walk(
  browser: Browser,
  origin: string,
  walker: Walker,
  options: Options & { planted: Partial<Things> },
): Promise<Step[]> {
  const context = await newContext(browser, origin);
  try {
    const page = await context.newPage();
    const ear = listen(page);
    if (walker.email) await signIn(page, walker.email);
    const addresses = await addressesSeen(walker, page, options.planted);
    const steps: Step[] = [];
    for (const address of options.pages.flatMap((name) => addresses[name] ?? [])) {
      for (const view of options.views) {
        const { faults, shift } = await lookAt(page, ear, address, view);
        const step = { address, role: walker.role, view, shift, pressed: 0, faults };
        if (options.pictures) await takePicture(page, step, options.pictures);
        step.pressed = await slowestPress(page);
        step.faults.push(...ear.complaints.splice(0));
        steps.push(step);
      }
    }
    return steps;
  } finally {
    await context.close();
  }
}

async function takePicture(page: Page, { address, role, view }: Step, folder: string): Promise<void> {
  const name = [address.slice(1) || "home", role, view.scheme, view.width].join("-").replaceAll(/[^\w-]+/g, "-");
  await page.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
}
