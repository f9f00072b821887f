import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { archiveOf } from "#db/copy-pglite.ts";
import { tarOf } from "#db/tar.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-tar-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The entries of an archive, read by the positions that the format gives its fields. */
function entriesOf(tar: Buffer) {
  const entries: { name: string; kind: string; content: Buffer }[] = [];
  let at = 0;
  while (tar[at] !== 0) {
    const field = (from: number, length: number) =>
      tar.toString("latin1", at + from, at + from + length).replace(/\0.*$/, "");
    const size = Number.parseInt(field(124, 12), 8);
    const sum = tar
      .subarray(at, at + 512)
      .reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 32 : byte), 0);
    expect(Number.parseInt(field(148, 8), 8)).toBe(sum);
    expect(field(257, 6)).toBe("ustar");
    entries.push({ name: field(0, 100), kind: field(156, 1), content: tar.subarray(at + 512, at + 512 + size) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  expect(tar.subarray(at)).toEqual(Buffer.alloc(1024));
  return entries;
}

describe("a folder as an archive", () => {
  it("has every file with its bytes, and the folders that are empty", async () => {
    mkdirSync(path.join(folder, "base", "5"), { recursive: true });
    mkdirSync(path.join(folder, "pg_twophase"));
    const sizes = [0, 1, 511, 512, 513, 200_000];
    for (const size of sizes) writeFileSync(path.join(folder, "base", "5", `${size}`), Buffer.alloc(size, size % 251));
    const parts: Uint8Array[] = [];
    for await (const part of tarOf(folder)) parts.push(part);
    const entries = entriesOf(Buffer.concat(parts));
    expect(entries.filter(({ kind }) => kind === "5").map(({ name }) => name)).toEqual([
      "base",
      "base/5",
      "pg_twophase",
    ]);
    const files = entries.filter(({ kind }) => kind === "0");
    expect(files.map(({ name }) => name)).toEqual(sizes.map((size) => `base/5/${size}`).toSorted());
    for (const { name, content } of files) {
      const size = Number(path.basename(name));
      expect(content.equals(Buffer.alloc(size, size % 251))).toBe(true);
    }
  });

  it("goes when it was read", async () => {
    writeFileSync(path.join(folder, "PG_VERSION"), "17\n");
    const gone = new Promise<void>((done) => {
      buffer(archiveOf(folder, { done })).then((zipped) => {
        expect(entriesOf(gunzipSync(zipped)).map(({ name }) => name)).toEqual(["PG_VERSION"]);
      });
    });
    await gone;
    expect(existsSync(folder)).toBe(false);
  });

  it("goes when nobody takes it, and anyone who reads it then learns that it is not whole", async () => {
    // More than the streams between hold, and nothing that shrinks.
    writeFileSync(path.join(folder, "noise"), randomBytes(4_000_000));
    let archive: ReturnType<typeof archiveOf> | undefined;
    await new Promise<void>((done) => {
      archive = archiveOf(folder, { stalledMs: 1, done });
    });
    expect(existsSync(folder)).toBe(false);
    if (archive && !archive.errored) await once(archive, "error");
    expect(archive?.errored).toBeInstanceOf(Error);
  });
});
