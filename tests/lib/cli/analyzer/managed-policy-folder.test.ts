import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readManagedPolicies } from "#lib/cli/analyzer/managed-policy-folder.ts";

let folder = "";
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "guardians-policies-"));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function folderOf(files: Record<string, string>): string {
  const own = fs.mkdtempSync(path.join(folder, "f"));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(own, name), text);
  return own;
}

it("knows each document by the name of its policy, and passes other files over", () => {
  const policies = readManagedPolicies(folderOf({ "ReadOnlyAccess.json": '{"Statement":[]}', "notes.txt": "x" }));
  expect([...policies]).toEqual([["ReadOnlyAccess", { versionId: "v1", document: '{"Statement":[]}' }]]);
});

it("refuses a folder that does not exist or holds nothing, and a document that is broken", () => {
  expect(() => readManagedPolicies(path.join(folder, "none"))).toThrow(/^Cannot read .*none: ENOENT/);
  expect(() => readManagedPolicies(folderOf({ "a.txt": "" }))).toThrow(/contains no policy documents/);
  expect(() => readManagedPolicies(folderOf({ "a.json": '{\n"a":}' }))).toThrow(
    /a\.json is not valid JSON: .* \(line 2\)\.$/,
  );
});
