import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const DATA = "dist/aws-managed-policies.br";

/**
 * The root folder of this code, wherever it was started: the source, the command's bundle and the application's build
 * are all below it. The caller's folder is ignored, because it may be anybody's.
 */
export function checkoutRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!isRoot(folder) && folder !== path.dirname(folder)) folder = path.dirname(folder);
  return folder;
}

function isRoot(folder: string): boolean {
  if (existsSync(path.join(folder, DATA))) return true;
  const manifest = path.join(folder, "package.json");
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, "utf8")).name === "guardians";
}
