import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root, say, seconds } from "./root.mjs";
import { runOrThrow } from "./run.mjs";

/** Installs the contents of package-lock.json, unless already installed. No package runs its own scripts. */
export async function install() {
  if (isInstalled(root)) return;
  const start = performance.now();
  say("Installing the packages in package-lock.json …");
  await runOrThrow("Installing", "npm", ["ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"]);
  say(`Installed in ${seconds(start)}.`);
}

/** npm writes a hidden lock file at the very end of an install; it must list every package of ours. */
export function isInstalled(folder) {
  const hidden = path.join(folder, "node_modules/.package-lock.json");
  if (!existsSync(hidden)) return false;
  const there = readPackages(hidden);
  const wanted = Object.entries(readPackages(path.join(folder, "package-lock.json")));
  return wanted.every(([where, { version, optional }]) => {
    if (where === "") return true;
    const found = there[where];
    return found ? found.version === version : optional === true;
  });
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
