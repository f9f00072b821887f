import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { type Program, unpackedBrowser } from "./unpacked-browser.ts";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

/** Starts the browser of the tests. There is no test without one: it throws, with what helps, when none is found. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  const set = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return chromium.launch({ executablePath, args: FLAGS, env: Object.fromEntries(set) });
}

/**
 * CHROMIUM_PATH, else the one that npm installed, else the machine's own. That of npm is the same everywhere and has no windows: it
 * does a page with a third less work than a whole Chromium.
 */
async function findBrowser(): Promise<Program> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, and there is no such file.`);
  if (given) return { executablePath: given, env: process.env };
  return unpackedBrowser().catch((cause: unknown) => {
    const installed = INSTALLED.find((file) => existsSync(file));
    if (installed) return { executablePath: installed, env: process.env };
    const advice = "Run `npm ci --ignore-scripts`, or `apt-get install chromium`, or set CHROMIUM_PATH.";
    throw new Error(`No browser was found for the browser tests. ${advice}`, { cause });
  });
}
