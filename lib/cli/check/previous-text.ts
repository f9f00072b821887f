/**
 * Where a text is from: a file, or a commit of the repository in `root`, where it is called `name`. `base` is the folder whose
 * files may be read beside it, and `options` are those of Git.
 */
export type TextPlace =
  | { file: string; base: string }
  | { commit: string; root: string; name: string; base: string; options: readonly string[] };

/** The previous content of a file. `absent`: there was no such file; `broken`: it can not be known. */
export type PreviousText =
  | { kind: "text"; text: string; place?: TextPlace }
  | { kind: "absent" }
  | { kind: "broken"; message: string };
