import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { notesOf } from "../../../scripts/release/changelog.mjs";
import { billOfMaterials, notices, packagesOf } from "../../../scripts/release/licences.mjs";
import { refusals } from "../../../scripts/release/refusals.mjs";
import { writeServiceData } from "../../../scripts/release/service-data.mjs";
import { movingTag } from "../../../scripts/release/version.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-rules-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(files: Record<string, string | object>) {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  }
}

describe("the tag that follows versions", () => {
  it.each([
    ["1.2.3", [], "v1"],
    ["1.2.3", ["v1", "v1.2.2", "v1.1.9", "v2.0.0", "vx", "v1.x"], "v1"],
    ["1.2.3", ["v1.2.10"], null],
    ["1.2.3", ["v1.10.0"], null],
    ["1.10.0", ["v1.9.9"], "v1"],
    ["1.2.3", ["v1.3.0-rc.1"], "v1"],
    ["1.3.0-rc.1", [], null],
    ["10.0.0", ["v1.0.0"], "v10"],
  ])("of %s next to %j is %s", (version, tags, moving) => {
    expect(movingTag(version, tags)).toBe(moving);
  });
});

describe("a release", () => {
  const fine = { version: "1.2.3", changed: [], tags: ["v1.2.2"], tracked: ["package.json"], notes: "It is out." };

  it("is made of a state in which nothing stands against it", () => {
    expect(refusals(fine)).toEqual([]);
  });

  it.each([
    [{ version: "1.2" }, "“1.2” in package.json is not a version"],
    [{ version: "v1.2.3" }, "is not a version"],
    [{ tags: ["v1.2.3"] }, "Release v1.2.3 already exists."],
    [{ notes: null }, "CHANGELOG.md has nothing below “## 1.2.3”."],
    [
      { changed: ["lib/a.ts"] },
      "These files differ from the last commit, so nobody could reproduce the package: lib/a.ts",
    ],
    [{ tracked: ["packages/check/dist/guardians.mjs"] }, "This commit is already a release."],
  ])("is refused for %j", (difference, words) => {
    expect(refusals({ ...fine, ...difference })).toEqual([expect.stringContaining(words)]);
  });

  it("is refused for everything at once", () => {
    expect(refusals({ ...fine, version: "1", notes: null })).toHaveLength(2);
  });

  it("says what the changelog does of its version, and of no other", () => {
    const changelog =
      "# Changelog\n\n## 1.2.3 – today\n\n- One.\n\n### More\n\n- Two.\n\n## 1.2.30\n\n## 1.2\n\nOld.\n";
    expect(notesOf(changelog, "1.2.3")).toBe("- One.\n\n### More\n\n- Two.");
    expect(notesOf(changelog, "1.2")).toBe("Old.");
    expect(notesOf(changelog, "1.2.30")).toBeNull();
    expect(notesOf(changelog, "1.2.4")).toBeNull();
  });
});

describe("whose software a package holds", () => {
  const SOURCES = ["lib/a.ts", "node_modules/b/x.js", "node_modules/b/y.js", "node_modules/@c/d/dist/z.js"];

  it("is said with the licence of each, once", () => {
    write({
      "node_modules/b/package.json": { version: "1.0.0", license: "MIT" },
      "node_modules/b/LICENSE": "B may be used.\n",
      "node_modules/@c/d/package.json": { version: "2.0.0", license: "ISC" },
      "node_modules/@c/d/licence.md": "D may be used.",
      "node_modules/e/package.json": { version: "3.0.0", license: "MIT" },
      "node_modules/e/LICENSE.txt": "E may be used.",
    });
    const packages = packagesOf(SOURCES, ["e"], folder);
    expect(notices(packages)).toMatch(
      /\n@c\/d 2\.0\.0 \(ISC\)\n\nD may be used\.\n\n-{80}\n\nb 1\.0\.0 \(MIT\)\n\nB may/,
    );
    expect(notices(packages).match(/may be used/g)).toHaveLength(3);
    const bill = billOfMaterials({ name: "a", version: "0.1.0", license: "Apache-2.0" }, packages);
    expect(bill.components.map(({ purl }: { purl: string }) => purl)).toEqual([
      "pkg:npm/%40c/d@2.0.0",
      "pkg:npm/b@1.0.0",
      "pkg:npm/e@3.0.0",
    ]);
    expect(bill.components[0]?.licenses).toEqual([{ license: { id: "ISC" } }]);
  });

  it("is not handed on without the text of its licence", () => {
    write({ "node_modules/b/package.json": { version: "1.0.0", license: "MIT" } });
    expect(() => packagesOf(SOURCES.slice(0, 2), [], folder)).toThrow("b contains no licence text");
  });
});

it("leaves out of the facts about services what is said to people, and nothing else", () => {
  const action = {
    name: "Description",
    description: "Grants “it”",
    accessLevel: "Read",
    resourceTypes: [],
    conditionKeys: [],
  };
  write({
    "from/actions/a.json": JSON.stringify({ description: action }, null, 2),
    "from/conditionKeys/a.json": { "a:b": { key: "a:b", description: "Filters", type: "String" } },
    "from/resourceTypes/a.json": {},
    "from/services.json": ["a"],
    "from/rcpSupportedServices.json": ["a"],
    "from/serviceNames.json": { a: "A" },
  });
  mkdirSync(path.join(folder, "dist"));
  writeServiceData(folder, path.join(folder, "from"));
  const { description: _, ...rest } = action;
  const texts = readFileSync(path.join(folder, "dist/service-data.txt"));
  const places: Record<string, [number, number]> = JSON.parse(
    readFileSync(path.join(folder, "dist/service-data-places.json"), "utf8"),
  );
  const facts = Object.entries(places).map(([name, [start, length]]) => [
    name,
    JSON.parse(texts.toString("utf8", start, start + length)),
  ]);
  expect(texts.includes("\n")).toBe(false);
  expect(Object.fromEntries(facts)).toEqual({
    "actions/a.json": { description: rest },
    "conditionKeys/a.json": { "a:b": { key: "a:b", type: "String" } },
    "resourceTypes/a.json": {},
    "services.json": ["a"],
    "rcpSupportedServices.json": ["a"],
  });
});
