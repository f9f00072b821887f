import type { Previous } from "#lib/cli/check/git/commit-before.ts";
import type { Checked } from "#lib/cli/check/git/previous-text.ts";
import type { SourceInput, TextResult, UnreadText } from "#lib/cli/check/judge/check-text.ts";
import { unreadable } from "#lib/cli/check/judge/result-of-text.ts";
import { placeOf } from "./file-beside.ts";
import type { FoundFile, MayRead } from "./find-files.ts";
import { sourceOf } from "./read-source.ts";

/** A large file: `size` is in bytes. */
export type LargeFile = { file: string; size: number };

/** `among` are the files to check; `tell` is called before a large file is read. */
type Around = {
  previous: Previous | null;
  mayRead: MayRead | undefined;
  among: Checked | undefined;
  tell: (large: LargeFile) => void | Promise<void>;
};

/** The content to check in a file, or a result that says why it cannot be read. */
export async function inputOf(file: FoundFile, around: Around): Promise<SourceInput | TextResult> {
  const { previous, mayRead, among, tell } = around;
  const { shown: name, named } = file;
  const source = sourceOf(file.path, mayRead);
  if (!source.ok) return unreadable(source.message);
  if ("file" in source) await tell({ file: name, size: source.size });
  const before = previous && { label: previous.label, text: amongOthers(await previous.of(file.path), among) };
  const at = placeOf(file.path, mayRead);
  const place = at && { ...at, ...(among && { among }) };
  return { ...source, name, named, place, previous: before };
}

function amongOthers(text: UnreadText, among: Checked | undefined): UnreadText {
  return "place" in text && text.place && among ? { ...text, place: { ...text.place, among } } : text;
}
