import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { RootsListChangedNotificationSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { READ_ORDERS, roleTemplate, workspace } from "../check/workspace.ts";
import { assistant } from "./assistant.ts";

const place = workspace();
const TEMPLATE = roleTemplate(READ_ORDERS);
/** A word of what lies outside: no answer may say it. */
const SECRET_NAME = "OutsideRole";
const OUTSIDE = TEMPLATE.replace("AppRole", SECRET_NAME);
let outside = "";

beforeEach(() => {
  outside = mkdtempSync(path.join(tmpdir(), "guardians-outside-"));
  writeFileSync(path.join(outside, "role.yaml"), OUTSIDE);
  place.write({ "in/role.yaml": TEMPLATE, "in/.git/role.yaml": OUTSIDE, "role.yaml": OUTSIDE });
  symlinkSync(outside, path.join(place.folder, "in/folder"));
  symlinkSync(path.join(outside, "role.yaml"), path.join(place.folder, "in/file.yaml"));
  symlinkSync("..", path.join(place.folder, "in/up"));
  symlinkSync("loop.yaml", path.join(place.folder, "in/loop.yaml"));
  symlinkSync(".git", path.join(place.folder, "in/git-link"));
  execFileSync("mkfifo", [path.join(place.folder, "in/pipe.yaml")]);
});
afterEach(() => rmSync(outside, { recursive: true }));

/** Every tool that takes a path, with this one in each of its places. */
const ASKED: [tool: string, given: (at: string) => Record<string, unknown>][] = [
  ["check_path", (at) => ({ paths: [at] })],
  ["check_path", (at) => ({ paths: ["role.yaml"], profile: at })],
  ["check_path", (at) => ({ paths: ["role.yaml"], parameters: at })],
  ["check_document", (at) => ({ text: TEMPLATE, profile: at })],
  ["compare_versions", (at) => ({ before: { path: at }, after: { text: TEMPLATE } })],
  ["compare_versions", (at) => ({ before: { text: TEMPLATE }, after: { path: at } })],
  ["compare_versions", (at) => ({ before: { ref: "HEAD" }, after: { path: at } })],
  [
    "explain_request",
    (at) => ({ policies: [{ type: "identity", path: at }], request: { action: "s3:GetObject", resource: "*" } }),
  ],
];

const LEADS_OUT: [what: string, at: () => string][] = [
  ["the folder above", () => ".."],
  ["a file above", () => "../role.yaml"],
  ["a way back out", () => "folder/../../role.yaml"],
  ["a link to a file", () => "file.yaml"],
  ["a link to a folder", () => "folder"],
  ["a file in such a link", () => "folder/role.yaml"],
  ["a link up", () => "up/role.yaml"],
  ["a whole path", () => path.join(outside, "role.yaml")],
  ["a whole path with a way out", () => path.join(place.folder, "in/../role.yaml")],
  ["a neighbour of the same beginning", () => `${path.join(place.folder, "in")}side`],
  ["a link to itself", () => "loop.yaml"],
  ["a pipe", () => "pipe.yaml"],
  ["a device", () => "/dev/zero"],
  ["a process", () => "/proc/self/environ"],
  ["what belongs to Git", () => ".git/role.yaml"],
  ["the same in other letters", () => ".GIT/role.yaml"],
  ["a link to it", () => "git-link/role.yaml"],
  ["a zero byte", () => "role.yaml\0.json"],
  ["a line break", () => "role\n.yaml"],
  ["a home", () => "~/role.yaml"],
  ["an address", () => "file:///etc/passwd"],
  ["a name that is too long", () => "x".repeat(4_000)],
];

describe("the folder that an assistant may read", () => {
  it.each(LEADS_OUT)("S51 is not left by %s, in any tool", async (_, at) => {
    const { refusal, log } = await assistant(path.join(place.folder, "in"));
    for (const [tool, given] of ASKED) {
      const words = await refusal(tool, given(at()));
      expect([tool, words.includes(SECRET_NAME), words.includes("root:")]).toEqual([tool, false, false]);
    }
    expect(log).toEqual([]);
  });

  it("S51 is not left by links in it: what they lead to is not evaluated, and said to be so", async () => {
    const { answer } = await assistant(path.join(place.folder, "in"));
    const found = await answer("check_path", { paths: ["."] });
    expect(JSON.stringify(found)).not.toContain(SECRET_NAME);
    expect(found).toMatchObject({ verdict: "incomplete", policies: { identity: 1, trust: 1 } });
    const unread = found.findings.filter(({ rule }) => rule === "UNREADABLE_FILE").map(({ file }) => file);
    expect(unread).toEqual(["file.yaml", "loop.yaml", "pipe.yaml"]);
  });

  it("S51 takes whole paths in it, and links that stay in it", async () => {
    const root = path.join(place.folder, "in");
    symlinkSync("role.yaml", path.join(root, "same.yaml"));
    const { answer } = await assistant(root);
    for (const at of [path.join(realpathSync(root), "role.yaml"), "same.yaml", "./role.yaml", "up/../role.yaml"]) {
      expect([at, await answer("check_path", { paths: [at] })]).toMatchObject([at, { policies: { identity: 1 } }]);
    }
  });

  it("S51 stays as it was", async () => {
    const { answer } = await assistant(path.join(place.folder, "in"));
    const listed = () => readdirSync(place.folder, { recursive: true, encoding: "utf8" }).sort();
    const before = [listed(), statSync(path.join(place.folder, "in")).mtimeMs];
    await answer("check_path", { paths: ["."] });
    expect([listed(), statSync(path.join(place.folder, "in")).mtimeMs]).toEqual(before);
  });
});

describe("the folders that an assistant shares", () => {
  const url = (...names: string[]) => pathToFileURL(path.join(realpathSync(place.folder), ...names)).href;

  beforeEach(() => {
    mkdirSync(path.join(place.folder, "in/a"));
    mkdirSync(path.join(place.folder, "in/b"));
    place.write({ "in/a/role.yaml": TEMPLATE, "in/b/role.yaml": TEMPLATE });
  });

  it("S51 narrow the root, and may change", async () => {
    let roots = [url("in", "a")];
    const { client, answer, refusal } = await assistant(path.join(place.folder, "in"), () => roots);
    await answer("check_path", { paths: ["a"] });
    expect(await refusal("check_path", { paths: ["b"] })).toContain("outside the");
    const { findings } = await answer("check_path", { paths: ["a", "a/role.yaml"] });
    expect(findings).toEqual([]);
    roots = [url("in", "b")];
    await client.notification({ method: RootsListChangedNotificationSchema.shape.method.value });
    await answer("check_path", { paths: ["b"] });
    expect(await refusal("check_path", { paths: ["a"] })).toContain("outside the");
  });

  it("S51 never widen it", async () => {
    const roots = () => [url(), pathToFileURL(outside).href, "file:///", "file://elsewhere/a"];
    const { answer, refusal } = await assistant(path.join(place.folder, "in"), roots);
    await answer("check_path", { paths: ["a", "b"] });
    expect(await refusal("check_path", { paths: ["../role.yaml"] })).toContain("outside");
    expect(await refusal("check_path", { paths: [path.join(outside, "role.yaml")] })).toContain("outside");
  });

  it("S51 leave nothing where they have nothing in common with it, and all of it where there are none", async () => {
    const elsewhere = await assistant(path.join(place.folder, "in"), () => [pathToFileURL(outside).href]);
    expect(await elsewhere.refusal("check_path", { paths: ["a"] })).toContain("outside the");
    await elsewhere.answer("check_document", { text: TEMPLATE });
    const none = await assistant(path.join(place.folder, "in"), () => []);
    await none.answer("check_path", { paths: ["a"] });
  });

  it("S51 are waited for: without an answer nothing is read", async () => {
    const { refusal } = await assistant(path.join(place.folder, "in"), () => {
      throw new Error("Not today.");
    });
    expect(await refusal("check_path", { paths: ["a"] })).toContain("did not say which folders it shares");
  });
});
