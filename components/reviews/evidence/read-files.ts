import { fileKind } from "#lib/file-kind.ts";
import type { Problem } from "#lib/web/problem.ts";
import { sentence } from "#lib/words.ts";

export type ReadFile = { name: string; content: string };

/** Reads files as UTF-8 text. Files that are not text are named, and their encoding is never guessed. */
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

/** Why a file was refused: the rule its name or text breaks, otherwise the full detail. */
export function refusalWords({ detail, problems = [] }: Pick<Problem, "detail" | "problems">): string {
  const bounds = problems.filter(({ message }) => message.startsWith("must "));
  const words = bounds.map(({ path, message }) => sentence(`its ${path.at(-1) ?? "text"} ${message}`));
  return words.join(" ") || detail;
}

/** Keeps a leading byte order mark, because the consumer decides whether to accept one. */
function decoded(bytes: ArrayBuffer): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}
