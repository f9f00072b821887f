import path from "node:path";

/** Whether a path is a folder or lies in it. Both are absolute, and links are not followed. */
export function holds(folder: string, at: string): boolean {
  const inside = path.relative(folder, at);
  return inside !== ".." && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}
