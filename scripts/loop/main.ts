import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import type { Things } from "#tests/e2e/support/every-page.ts";
import { newContext } from "#tests/e2e/support/new-context.ts";
import { LONG_WORDS, plant } from "#tests/e2e/support/plant.ts";
import { signIn } from "#tests/e2e/support/sign-in.ts";
import { startApp } from "#tests/e2e/support/start-app.ts";
import { makeAuditor } from "#tests/e2e/support/walkers.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { type Options, readOptions } from "./options.ts";
import { printFaults, printSum } from "./print.ts";
import { type Step, walk } from "./walk.ts";

/** How many walkers run in parallel: the server renders for one while the browser examines another's page. */
const AT_ONCE = 2;

/** Checks every page of the built application, as every role, in both colour schemes and at three widths. */
async function main(): Promise<void> {
  const options = readOptions();
  if (options.pictures) mkdirSync(options.pictures, { recursive: true });
  const app = await startApp();
  const browser = await launchBrowser();
  try {
    const begin = performance.now();
    const steps = await walkAll(browser, app.origin, options);
    printFaults(steps);
    printSum(steps, performance.now() - begin);
    if (app.log().trim()) console.log(`The application wrote to its log:\n${app.log()}`);
    if (app.log().trim() || steps.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function walkAll(browser: Browser, origin: string, options: Options): Promise<Step[]> {
  const planted = await prepare(browser, origin, options);
  const waiting = [...options.walkers];
  const steps: Step[] = [];
  const walkOn = async () => {
    for (let walker = waiting.shift(); walker; walker = waiting.shift()) {
      const walked = await walk(browser, origin, walker, { ...options, planted });
      const failed = walked.filter(({ faults }) => faults.length > 0).length;
      console.log(`${walker.role}: ${walked.length} page checks, ${failed} failed`);
      steps.push(...walked);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walkOn));
  return steps;
}

/** Creates an auditor and, if requested, items with long words. */
async function prepare(browser: Browser, origin: string, { long }: Options): Promise<Partial<Things>> {
  const as = async (name: string) => {
    const page = await (await newContext(browser, origin)).newPage();
    await signIn(page, `${name}@example.com`);
    return page;
  };
  const [admin, manager] = [await as("admin"), await as("manager")];
  const [engineer, second] = [await as("engineer"), await as("engineer2")];
  const planted = long ? await plant({ admin, manager, engineer, second }, LONG_WORDS) : {};
  await makeAuditor(admin);
  for (const page of [admin, manager, engineer, second]) await page.context().close();
  return planted;
}

// The application and the browser end when this process exits, so it must exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}
