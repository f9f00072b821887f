import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const DATA = "dist/aws-managed-policies.br";

/**
 * The folder that this code is part of, wherever it was started: the source, the bundle of the command and the build of the
 * application all stand somewhere below it. The caller's folder is not asked: it may be anybody's.
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
