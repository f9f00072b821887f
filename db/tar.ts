import { createReadStream, type Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

const BLOCK = 512;

/** Streams a folder as a tar archive in POSIX.1-1988 format (ustar), for restore to read. */
export async function* tarOf(folder: string): AsyncGenerator<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  for (const name of names.sort()) {
    const file = path.join(folder, name);
    const found = await stat(file);
    yield header(name.split(path.sep).join("/"), found);
    if (found.isDirectory()) continue;
    yield* createReadStream(file);
    yield new Uint8Array((BLOCK - (found.size % BLOCK)) % BLOCK);
  }
  yield new Uint8Array(2 * BLOCK);
}

/** Fills the header fields; the checksum is computed with its own field as spaces. */
function header(name: string, found: Stats): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  block.write(name, 0, 100);
  block.write(octal(found.mode & 0o777, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(found.isDirectory() ? 0 : found.size, 12), 124);
  block.write(octal(Math.floor(found.mtimeMs / 1_000), 12), 136);
  block.write(" ".repeat(8), 148);
  block.write(found.isDirectory() ? "5" : "0", 156);
  block.write("ustar\x0000", 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
