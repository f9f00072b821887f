import { statSync } from "node:fs";
import path from "node:path";
import { placeOf } from "#lib/cli/check/input/file-beside.ts";
import { sourceOf } from "#lib/cli/check/input/read-source.ts";
import { Invalid } from "#lib/errors.ts";
import type { GitOptions } from "./ask-git.ts";
import { commitBefore, type Previous } from "./commit-before.ts";

/**
 * Resolves --against: an existing file, if one file is checked; otherwise a commit, which also looks up the files in
 * `beside`. With restricted reading, always a commit.
 */
export function previousOf(
  against: string,
  { files, beside }: { files: readonly string[]; beside: readonly string[] },
  cwd: string,
  options: GitOptions = {},
): Previous {
  const file = path.resolve(cwd, against);
  if (options.mayRead || !isFile(file)) return commitBefore(against, [...files, ...beside], cwd, options);
  if (files.length > 1) {
    throw new Invalid(
      `--against ${against}: one file cannot be the previous version of ${files.length} files. Name a commit, or check one file.`,
    );
  }
  const read = sourceOf(file);
  if (!read.ok) throw new Invalid(`--against ${against}: ${read.message}`);
  const place = placeOf(file);
  const source = "file" in read ? ({ kind: "plan", file } as const) : ({ kind: "text", text: read.text } as const);
  return { label: against, of: () => ({ ...source, ...(place && { place }) }), gone: [], commit: null };
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
