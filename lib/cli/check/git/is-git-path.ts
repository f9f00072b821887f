import path from "node:path";

/**
 * Whether a path, from a folder, leads to what Git keeps for itself: also as a file system writes it that takes letters of
 * either case for the same, or has short names.
 */
export function isGitPath(relative: string): boolean {
  return relative.split(path.sep).some((name) => /^(?:\.git|git~\d+)[ .]*$/i.test(name));
}
