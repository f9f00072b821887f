import path from "node:path";

/** Whether a relative path leads into Git's own data, including under case-insensitive file systems and short names. */
export function isGitPath(relative: string): boolean {
  return relative.split(path.sep).some((name) => /^(?:\.git|git~\d+)[ .]*$/i.test(name));
}
