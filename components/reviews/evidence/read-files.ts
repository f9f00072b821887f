import { fileKind } from "#lib/file-kind.ts";
import type { Problem } from "#lib/web/problem.ts";
import { sentence } from "#lib/words.ts";

/** A file as it will be sent: its name and its text. */
export type ReadFile = { name: string; content: string };

/** Reads files as UTF-8 text. One that is no text is named, and nothing of it is guessed. */
export async function readFiles(files: readonly File[]): Promise<{ read: ReadFile[]; problems: string[] }> {
  const read: ReadFile[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      const content = decoded(await file.arrayBuffer());
      if (content.trim() === "") problems.push(`${file.name} is empty.`);
      else read.push({ name: file.name, content });
    } catch {
      const kind = fileKind(file.name, await file.slice(0, 1_000).text());
      problems.push(kind ? `${file.name} is ${kind}, which cannot be read here.` : `${file.name} is not UTF-8 text.`);
    }
  }
  return { read, problems };
}

/** Why a file was not taken: what its name or text must be, else all that is said. */
export function refusalWords({ detail, problems = [] }: Pick<Problem, "detail" | "problems">): string {
  const bounds = problems.filter(({ message }) => message.startsWith("must "));
  const words = bounds.map(({ path, message }) => sentence(`its ${path.at(-1) ?? "text"} ${message}`));
  return words.join(" ") || detail;
}

/** With the byte order mark that a file begins with: whoever reads it says whether it may have one. */
function decoded(bytes: ArrayBuffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
