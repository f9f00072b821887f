import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { Invalid } from "#lib/errors.ts";
import { ownVersion } from "#lib/transfer/own-version.ts";
import { headerLine, LINE_LIMIT, refusalOf } from "#lib/transfer/rules/format.ts";

/** The lines of an export after its header, if the header says that this version can read it. */
export async function openExport(file: string): Promise<AsyncGenerator<string>> {
  const lines = linesOf(file);
  const first = await lines.next();
  const refusal = first.done ? `${file} is empty.` : refusalOfHeader(file, first.value);
  if (refusal === null) return lines;
  await lines.return(undefined);
  throw new Invalid(refusal);
}

function refusalOfHeader(file: string, line: string): string | null {
  const header = headerLine.safeParse(fromJson(line));
  if (!header.success) return noExport(file);
  const refusal = refusalOf(header.data, ownVersion());
  return refusal === null ? null : `${file} cannot be imported here. ${refusal}`;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noExport(file: string): string {
  return `${file} is not a file from “guardians export”.`;
}

/** Streams the lines of a gzip file, without keeping the rest in memory. */
export async function* linesOf(file: string, limit = LINE_LIMIT): AsyncGenerator<string> {
  const unzipped = createGunzip();
  const read = createReadStream(file).on("error", (error) => unzipped.destroy(error));
  try {
    yield* split(read.pipe(unzipped), file, limit);
  } catch (error) {
    throw error instanceof Invalid ? error : new Invalid(wordsOf(file, error));
  } finally {
    read.destroy();
    unzipped.destroy();
  }
}

async function* split(chunks: AsyncIterable<Buffer>, file: string, limit: typeof LINE_LIMIT): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let to = chunk.indexOf("\n"); to !== -1; to = chunk.indexOf("\n", from)) {
      yield decoder.decode(Buffer.concat([...held, chunk.subarray(from, to)]));
      held = [];
      bytes = 0;
      from = to + 1;
    }
    held.push(chunk.subarray(from));
    bytes += chunk.length - from;
    if (bytes > limit.bytes) throw new Invalid(`${file} has a line longer than ${limit.words}, which no export has.`);
  }
  if (bytes > 0) yield decoder.decode(Buffer.concat(held));
}

function wordsOf(file: string, error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "Z_BUF_ERROR") return `${file} is incomplete: it was cut off.`;
  if (code.startsWith("Z_") || code.startsWith("ERR_ENCODING"))
    return `${noExport(file)} Or the file was changed after the export.`;
  return `Cannot read ${file}: ${error instanceof Error ? error.message : String(error)}.`;
}
