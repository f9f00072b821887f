import { statSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import { placeOf } from "./file-beside.ts";
import type { MayRead } from "./find-files.ts";
import { gitPrevious, type Previous } from "./git-previous.ts";
import { readFile } from "./read-file.ts";

/** What --against names: a file that is there, for one file to check; else a commit, and always where not everything may be read. */
export function previousOf(against: string, files: readonly string[], cwd: string, mayRead?: MayRead): Previous {
  const file = path.resolve(cwd, against);
  if (mayRead || !isFile(file)) return gitPrevious(against, files, cwd, mayRead);
  if (files.length > 1) {
    throw new Invalid(
      `--against ${against}: one file can not be the previous version of ${files.length} files. Name a commit, or check one file.`,
    );
  }
  const read = readFile(file);
  if (!read.ok) throw new Invalid(`--against ${against}: ${read.message}`);
  const place = placeOf(file);
  return { label: against, of: () => ({ kind: "text", text: read.text, ...(place && { place }) }), gone: [] };
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
