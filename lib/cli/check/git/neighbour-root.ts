import path from "node:path";
import type { MayRead } from "#lib/cli/check/input/find-files.ts";

/**
 * The folder up to which neighbouring files may be read: `top`, or the highest readable folder below it; null if none.
 */
export function neighbourRoot(folder: string, top: string, mayRead: MayRead): string | null {
  if (!mayRead(folder)) return null;
  const above = path.dirname(folder);
  return folder === top || above === folder ? folder : (neighbourRoot(above, top, mayRead) ?? folder);
}
