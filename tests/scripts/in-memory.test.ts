import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderInMemory } from "../../scripts/steps/in-memory.mjs";

let memory = "";

beforeEach(() => {
  memory = mkdtempSync(path.join(tmpdir(), "guardians-memory-"));
});

afterEach(() => rmSync(memory, { recursive: true }));

describe("the folder in memory", () => {
  it("is empty, lets another account through to its own and shows nobody what is in it", () => {
    const folder = folderInMemory({ memory, room: 1 }) ?? "";
    expect(path.dirname(folder)).toBe(memory);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).mode & 0o777).toBe(0o711);
  });

  it("is none where there is too little room, and leaves nothing", () => {
    expect(folderInMemory({ memory, room: Number.MAX_SAFE_INTEGER })).toBeUndefined();
    expect(readdirSync(memory)).toEqual([]);
  });

  it("is none where the machine keeps no files in memory", () => {
    expect(folderInMemory({ memory: path.join(memory, "nothing"), room: 1 })).toBeUndefined();
  });
});
