import { existsSync, realpathSync } from "node:fs";
import path from "node:path";

/** A path for people and tools: relative to their folder, with slashes. */
export function shownPath(file: string, cwd: string): string {
  const relative = path.relative(cwd, file) || ".";
  return relative.split(path.sep).join("/");
}

/** The nearest folder upwards with `.git`, or null. A file of that name marks a worktree. */
export function repositoryRoot(from: string): string | null {
  const folder = path.resolve(from);
  if (existsSync(path.join(folder, ".git"))) return realpathSync(folder);
  const above = path.dirname(folder);
  return above === folder ? null : repositoryRoot(above);
}

/**
 * A path independent of the working folder: relative to the repository root, otherwise to the working folder. Paths
 * outside keep their relative form.
 */
export function stablePath(file: string, base: string): string {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  return shownPath(real, base);
}
