import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderInMemory } from "../../scripts/steps/folder-in-memory.mjs";

let memory = "";

beforeEach(() => {
  // Where programs run, whatever the machine lets folders of temporary files do.
  memory = mkdtempSync(path.resolve("node_modules/.cache/guardians/memory-"));
});

afterEach(() => rmSync(memory, { recursive: true }));

describe("the folder in memory", () => {
  it("is empty, lets another account through to its own and shows nobody what is in it", () => {
    const folder = folderInMemory({ memory, room: 1 }) ?? "";
    expect(path.dirname(folder)).toBe(memory);
    expect(readdirSync(folder)).toEqual([]);
    expect(statSync(folder).mode & 0o777).toBe(0o711);
  });

  it("takes the place of what a process left that is gone, and of nothing else", () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    const others = [`guardians-${process.pid}-mine`, "guardians-other", "else"];
    for (const name of [`guardians-${pid}-left`, ...others]) mkdirSync(path.join(memory, name));
    const folder = folderInMemory({ memory, room: 1 }) ?? "";
    expect(readdirSync(memory).sort()).toEqual([...others, path.basename(folder)].sort());
  });

  it("is none where there is too little room, and leaves nothing", () => {
    expect(folderInMemory({ memory, room: Number.MAX_SAFE_INTEGER })).toBeUndefined();
    expect(readdirSync(memory)).toEqual([]);
  });

  it("is none where the machine keeps no files in memory", () => {
    expect(folderInMemory({ memory: path.join(memory, "nothing"), room: 1 })).toBeUndefined();
  });
});
