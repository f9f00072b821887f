import path from "node:path";
import type { MayRead } from "#lib/cli/check/input/find-files.ts";

/** The folder up to which files beside one may be read: `top`, or the highest below it that may be; null for none. */
export function baseOf(folder: string, top: string, mayRead: MayRead): string | null {
  if (!mayRead(folder)) return null;
  const above = path.dirname(folder);
  return folder === top || above === folder ? folder : (baseOf(above, top, mayRead) ?? folder);
}
