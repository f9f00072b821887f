import { mkdirSync } from "node:fs";
import type { Browser } from "playwright-core";
import { newContext } from "#tests/e2e/support/new-context.ts";
import { signIn } from "#tests/e2e/support/sign-in.ts";
import { startApp } from "#tests/e2e/support/start-app.ts";
import { makeAuditor } from "#tests/e2e/support/walkers.ts";
import { launchBrowser } from "#tests/support/browser.ts";
import { type Options, readOptions } from "./options.ts";
import { printFaults, printSum } from "./print.ts";
import { type Step, walk } from "./walk.ts";

/** How many walk at once: the server makes a page for one while the browser looks at that of another. */
const AT_ONCE = 2;

/** Looks at every page of the built application, as every role, in both schemes and at three widths. */
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
  await prepare(browser, origin);
  const waiting = [...options.walkers];
  const steps: Step[] = [];
  const walkOn = async () => {
    for (let walker = waiting.shift(); walker; walker = waiting.shift()) {
      const walked = await walk(browser, origin, walker, options);
      const failed = walked.filter(({ faults }) => faults.length > 0).length;
      console.log(`${walker.role}: ${walked.length} looks, ${failed} failed`);
      steps.push(...walked);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walkOn));
  return steps;
}

async function prepare(browser: Browser, origin: string): Promise<void> {
  const context = await newContext(browser, origin);
  const admin = await context.newPage();
  await signIn(admin, "admin@example.com");
  await makeAuditor(admin);
  await context.close();
}

// The application and the browser are ended when this process exits: so it has to exit.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exitCode = 1;
}
