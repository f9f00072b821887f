import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

/** A path as people and tools read it: from the folder they work in, with slashes. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file) || ".";
  return relative.split(path.sep).join("/");
}

/** The folder that holds `.git`, from here upwards, or null. A file of that name marks a worktree. */
export function repositoryRoot(from: string): string | null {
  const folder = path.resolve(from);
  if (existsSync(path.join(folder, ".git"))) return realpathSync(folder);
  const above = path.dirname(folder);
  return above === folder ? null : repositoryRoot(above);
}

/**
 * The path that stays the same wherever the command is called from: from the root of the repository, else from the
 * working folder. What lies outside keeps the path that leads there.
 */
export function stablePath(file: string, base: string): string {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  return shownPath(real, base);
}
