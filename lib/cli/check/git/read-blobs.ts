import path from "node:path";
import { decode } from "#lib/cli/check/input/read-file.ts";
import { LARGE, readLarge } from "#lib/cli/check/input/read-source.ts";
import { Invalid } from "#lib/errors.ts";
import { answerOfGit, askGit, type Git, streamOfGit } from "./ask-git.ts";
import type { PreviousText, TextPlace } from "./previous-text.ts";

export type Where = { commit: string; root: string };

/** A commit's content under a name; for a large file, only its description. */
export type Blob = PreviousText | { kind: "large"; object: string; name: string; place?: TextPlace };

export function readBlobs(git: Git, commit: string, names: readonly (string | null)[], root: string): Blob[] {
  const asked = names.filter((name): name is string => name !== null && !name.includes("\n"));
  const objects = asked.map((name) => `${commit}:${name}`);
  const found = objectsIn(catFile(git, "--batch-check", objects, { commit, root }).toString());
  const small = found.flatMap((one) => (one?.kind === "blob" && one.size <= LARGE ? [one.object] : []));
  const texts = textsIn(catFile(git, "--batch", small, { commit, root }), small.length);
  const lacking = found.includes(undefined) ? filesOf(git, commit, root) : new Set<string>();
  let [at, read] = [0, 0];
  return names.map((name): Blob => {
    if (name === null) return { kind: "broken", message: "The file is outside the repository." };
    if (name.includes("\n")) return { kind: "broken", message: "The file name contains a line break." };
    const one = found[at++];
    if (!one) return lacking.has(name) ? LACKING : { kind: "absent" };
    if (one.kind !== "blob") return { kind: "broken", message: "It was not a regular file." };
    if (one.size > LARGE) return { kind: "large", object: one.object, name };
    return texts[read++] ?? { kind: "broken", message: "Git returned no content for the file." };
  });
}

function catFile(
  git: Git,
  how: "--batch" | "--batch-check",
  objects: readonly string[],
  { commit, root }: Where,
): Buffer {
  const input = objects.map((object) => `${object}\n`).join("");
  const answer = answerOfGit(git, ["cat-file", how], root, input);
  if (!answer.ok) throw new Invalid(`Git could not read the files of ${commit.slice(0, 12)}.`);
  return answer.bytes;
}

/** Parses `git cat-file --batch-check`: one line for each object, undefined if missing. */
function objectsIn(output: string): ({ object: string; kind: string; size: number } | undefined)[] {
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [, object, kind, size] = HEADER.exec(line) ?? [];
      return object !== undefined && kind !== undefined ? { object, kind, size: Number(size) } : undefined;
    });
}

const HEADER = /^([0-9a-f]+) (\w+) (\d+)$/;

const LACKING: PreviousText = {
  kind: "broken",
  message:
    "The file's content at this commit is not in this clone. Fetch it first: git fetch --refetch --no-filter origin",
};

/** The files of a commit. Git reports an object with missing content the same way as a missing file. */
function filesOf(git: Git, commit: string, root: string): Set<string> {
  return new Set(entriesOf(git, commit, root, "blob").keys());
}

/** The files of a commit by name, or the commits of its submodules. */
export function entriesOf(git: Git, commit: string, root: string, kind: "blob" | "commit"): Map<string, string> {
  const otherwise = `The files of ${commit.slice(0, 12)} could not be listed`;
  const listed = askGit(git, ["ls-tree", "-r", "-z", commit], root, otherwise);
  const entries = listed.split("\0").map((line) => ENTRY.exec(line) ?? []);
  return new Map(
    entries.flatMap(([, of, object, name]): [string, string][] => {
      return of === kind && object !== undefined && name !== undefined ? [[name, object]] : [];
    }),
  );
}

const ENTRY = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s;

/** Parses `git cat-file --batch`: a header line, then as many bytes as it says and a line break. */
function textsIn(output: Buffer, count: number): PreviousText[] {
  const found: PreviousText[] = [];
  let at = 0;
  while (found.length < count && at < output.length) {
    const end = output.indexOf(10, at);
    const [, , , size = ""] = HEADER.exec(output.toString("utf8", at, end)) ?? [];
    at = end + 1;
    found.push(textOf(output.subarray(at, at + Number(size))));
    at += Number(size) + 1;
  }
  return found;
}

export async function textOfBlob(git: Git, blob: Blob, root: string): Promise<PreviousText> {
  if (blob.kind !== "large") return blob;
  const stdout = streamOfGit(git, ["cat-file", "blob", blob.object], root);
  const { ok, ...read } = await readLarge(stdout, blob.name);
  if (!("text" in read)) return { kind: "broken", message: read.message };
  return { kind: "text", ...read, ...(blob.place && { place: blob.place }) };
}

function textOf(bytes: Uint8Array): PreviousText {
  const read = decode(bytes);
  return read.ok ? { kind: "text", text: read.text } : { kind: "broken", message: read.message };
}

/** One file of a commit. `options` are Git's. */
export function blobAt(commit: string, name: string, root: string, options: readonly string[]): PreviousText {
  return smallOnly(readBlobs({ options, mayRead: () => true }, commit, [name], root)[0]);
}

export function blobsIn(git: Git, commit: string, folder: string, root: string): Map<string, PreviousText> {
  const names = [...filesOf(git, commit, root)].filter((name) => path.posix.dirname(name) === folder);
  const blobs = readBlobs(git, commit, names, root);
  return new Map(names.map((name, index) => [path.posix.basename(name), smallOnly(blobs[index])]));
}

export function smallOnly(blob: Blob = { kind: "absent" }): PreviousText {
  return blob.kind === "large" ? { kind: "broken", message: "The file is larger than 1 MB." } : blob;
}
