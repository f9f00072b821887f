import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";

const run = promisify(execFile);

const CONNECTIONS = 20;
const SECONDS = 8;

/**
 * Answered requests per second at 20 connections, measured from a separate process. Throws if a response is not a 200.
 */
export async function requestsPerSecond(url: string, cookie: string): Promise<number> {
  const load = async (seconds: number) => {
    const options = ["-c", String(CONNECTIONS), "-d", String(seconds), "-H", `cookie=${cookie}`, "--json", url];
    const { stdout } = await run(process.execPath, ["node_modules/autocannon/autocannon.js", ...options]);
    return JSON.parse(stdout) as { requests: { average: number }; non2xx: number; errors: number };
  };
  await load(2);
  const { requests, non2xx, errors } = await load(SECONDS);
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx} responses were not 200, ${errors} requests failed`);
  return requests.average;
}

/** Scripts for browsers without modules, which current browsers do not load. */
const OLD_BROWSERS = /<script[^>]*\snoModule[^>]*>/g;

/** The compressed size of a page's scripts, in kB of 1000 bytes: the load of a browser without a cache. */
export async function scriptKilobytes(origin: string, path: string, cookie: string): Promise<number> {
  const html = (await textOf(`${origin}${path}`, cookie)).replaceAll(OLD_BROWSERS, "");
  const files = new Set([...html.matchAll(/\/_next\/static\/[^"'\\]+?\.js/g)].map(([file]) => file));
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await textOf(`${origin}${file}`, cookie)).byteLength;
  return bytes / 1000;
}

async function textOf(url: string, cookie: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
}
