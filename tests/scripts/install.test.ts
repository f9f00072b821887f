import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isInstalled } from "../../scripts/steps/install.mjs";

type Packages = Record<string, { version?: string; optional?: boolean }>;

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-install-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A checkout whose lock file wants some packages, with others in node_modules, or with none at all. */
function checkout(wanted: Packages, there?: Packages): string {
  const write = (name: string, packages: Packages) =>
    writeFileSync(path.join(folder, name), JSON.stringify({ packages }));
  write("package-lock.json", { "": {}, ...wanted });
  if (there) {
    mkdirSync(path.join(folder, "node_modules"));
    write("node_modules/.package-lock.json", there);
  }
  return folder;
}

const WANTED = { "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "2.0.0", optional: true } };

describe("what package-lock.json names", () => {
  it("is not installed in a fresh clone", () => {
    expect(isInstalled(checkout(WANTED))).toBe(false);
  });

  it("is not installed when npm was cut short, before it wrote what it did", () => {
    mkdirSync(path.join(checkout(WANTED), "node_modules/a"), { recursive: true });
    expect(isInstalled(folder)).toBe(false);
  });

  it.each<[string, Packages, boolean]>([
    ["all of it is there", WANTED, true],
    ["more is there", { ...WANTED, "node_modules/c": { version: "3.0.0" } }, true],
    ["what is not for this machine is missing", { "node_modules/a": { version: "1.0.0" } }, true],
    ["something is missing", { "node_modules/b": { version: "2.0.0" } }, false],
    ["something is of another version", { ...WANTED, "node_modules/a": { version: "1.0.1" } }, false],
    ["something for this machine is of another version", { ...WANTED, "node_modules/b": { version: "1.9.0" } }, false],
  ])("when %s", (_, there, installed) => {
    expect(isInstalled(checkout(WANTED, there))).toBe(installed);
  });
});
