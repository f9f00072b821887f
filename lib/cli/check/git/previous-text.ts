import type { SourceText } from "#lib/cli/check/input/source-text.ts";

/**
 * Where a text is from: a file, or a commit of the repository in `root`, where it is called `name`. `base` is the folder whose
 * files may be read beside it, `options` are those of Git, and `among` are the files among which it is checked.
 */
export type TextPlace = { base: string; among?: Checked } & (
  | { file: string }
  | { commit: string; root: string; name: string; options: readonly string[] }
);

/** The files that a run checks: what its paths name, from the folder that it works in, but for what it leaves out. */
export type Checked = { paths: readonly string[]; cwd: string; exclude: readonly string[] };

/** The previous content of a file. `absent`: there was no such file; `broken`: it cannot be known. */
export type PreviousText = ({ kind: "text" } & SourceText) | { kind: "absent" } | { kind: "broken"; message: string };
