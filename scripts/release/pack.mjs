import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/** The maximum packed size for npm; a larger package would be slow for every job to fetch. */
export const MOST_BYTES = 2_000_000;

/**
 * Packs a package into `folder`, which is emptied first, with its bill of materials and the digests of both. Returns
 * the package file, its bytes and its digest. Throws if it is too large.
 */
export function pack(packageFolder, folder, bill) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", path.resolve(folder)];
  const said = execFileSync("npm", args, { cwd: packageFolder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [{ filename, size }] = JSON.parse(said);
  if (size > MOST_BYTES) throw new Error(`${filename} has ${size} bytes; the limit is ${MOST_BYTES}.`);
  const billName = filename.replace(/\.tgz$/, ".cdx.json");
  writeFileSync(path.join(folder, billName), `${JSON.stringify(bill, null, 2)}\n`);
  const digests = [filename, billName].map((name) => [digestOf(path.join(folder, name)), name]);
  writeFileSync(path.join(folder, "SHA256SUMS"), digests.map((line) => `${line.join("  ")}\n`).join(""));
  return { file: path.join(folder, filename), size, digest: digests[0][0] };
}

function digestOf(file) {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
