import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

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

type Program = { executablePath: string; env: Record<string, string | undefined> };

/** Starts the browser of the tests. There is no test without one: it throws, with what helps, when none is found. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  const set = Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return chromium.launch({ executablePath, args: FLAGS, env: Object.fromEntries(set) });
}

/** CHROMIUM_PATH, else the machine's own, else the one that npm installed. */
export async function findBrowser(): Promise<Program> {
  const given = process.env.CHROMIUM_PATH;
  if (given && !existsSync(given)) throw new Error(`CHROMIUM_PATH is ${given}, and there is no such file.`);
  const installed = given ?? INSTALLED.find((file) => existsSync(file));
  if (installed) return { executablePath: installed, env: process.env };
  packaged ??= unpackBrowser();
  return packaged.catch((cause: unknown) => {
    const advice = "Run `npm ci --ignore-scripts`, or `apt-get install chromium`, or set CHROMIUM_PATH.";
    throw new Error(`No browser was found for the browser tests. ${advice}`, { cause });
  });
}

/** The package says where its libraries and fonts are only once. */
let packaged: Promise<Program> | undefined;

/** The package unpacks its libraries only where it finds its usual surroundings; no other program may see them. */
async function unpackBrowser(): Promise<Program> {
  const before = { ...process.env };
  try {
    process.env.AWS_LAMBDA_JS_RUNTIME = "nodejs20.x";
    const { default: browser } = await import("@sparticuz/chromium");
    browser.setGraphicsMode = false;
    const executablePath = await browser.executablePath();
    const { LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
    return { executablePath, env: { ...before, LD_LIBRARY_PATH, FONTCONFIG_PATH } };
  } finally {
    for (const name of ["AWS_LAMBDA_JS_RUNTIME", "LD_LIBRARY_PATH", "FONTCONFIG_PATH"]) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
  }
}
