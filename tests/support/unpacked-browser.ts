import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

const PACKAGE = "node_modules/@sparticuz/chromium/package.json";
const CACHE = path.resolve("node_modules/.cache/guardians");
const UNPACK = `const { default: browser } = await import("@sparticuz/chromium");
browser.setGraphicsMode = false;
await browser.executablePath();`;

/** A browser, and the environment that it runs in. */
export type Program = { executablePath: string; env: NodeJS.ProcessEnv };

/**
 * The browser that npm installed, unpacked once and kept: it takes seconds. Several runs may ask for it at once: each finds it whole or
 * makes it. Rejects where it does not run, such as on another kind of machine.
 */
export async function unpackedBrowser(): Promise<Program> {
  const { version } = JSON.parse(await readFile(PACKAGE, "utf8")) as { version: string };
  const folder = path.join(CACHE, `chromium-${version}`);
  if (!existsSync(folder)) await unpack(folder);
  return programIn(folder);
}

function programIn(folder: string): Program {
  const [libraries, fonts] = [path.join(folder, "al2023/lib"), path.join(folder, "fonts")];
  const env = { ...process.env, LD_LIBRARY_PATH: libraries, FONTCONFIG_PATH: fonts };
  return { executablePath: path.join(folder, "chromium"), env };
}

/**
 * The package unpacks into the folder of temporary files, where it takes what it finds for its own, half of it too; and its libraries
 * only where it finds its usual surroundings. So it gets both, in a process of its own.
 */
async function unpack(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const partial = await mkdtemp(`${folder}.`);
  try {
    const env = { ...process.env, TMPDIR: partial, AWS_LAMBDA_JS_RUNTIME: "nodejs20.x" };
    await run(process.execPath, ["--input-type=module", "-e", UNPACK], { env });
    await pointTo(path.join(folder, "fonts"), path.join(partial, "fonts/fonts.conf"));
    const { executablePath, env: own } = programIn(partial);
    await run(executablePath, ["--version"], { env: own });
    await rename(partial, folder);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The list of folders with fonts names the one where the package wanted them. */
async function pointTo(fonts: string, list: string): Promise<void> {
  await writeFile(list, (await readFile(list, "utf8")).replaceAll("/tmp/fonts", fonts));
}
