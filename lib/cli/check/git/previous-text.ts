import type { SourceText } from "#lib/cli/check/input/source-text.ts";

/**
 * The source of a text: a file, or `name` in a commit of the repository at `root`. `base`: folder whose files may be
 * read with it; `options`: Git's; `among`: the files of the check.
 */
export type TextPlace = { base: string; among?: Checked } & (
  | { file: string }
  | { commit: string; root: string; name: string; options: readonly string[] }
);

/** The files a run checks: the paths, relative to its working folder, minus exclusions. */
export type Checked = { paths: readonly string[]; cwd: string; exclude: readonly string[] };

/** A file's previous content. `absent`: there was no such file; `broken`: it cannot be determined. */
export type PreviousText = ({ kind: "text" } & SourceText) | { kind: "absent" } | { kind: "broken"; message: string };
