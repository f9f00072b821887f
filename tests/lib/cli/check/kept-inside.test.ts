import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import { type RunOptions, runCheck } from "#lib/cli/check/run-check.ts";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const TEMPLATE = roleTemplate(READ_ORDERS);
const WIDER = roleTemplate(READ_ORDERS.map((line) => line.replace("GetItem", "*")));
const LONG = "a".repeat(100);
let outside = "";

beforeEach(() => {
  outside = mkdtempSync(path.join(tmpdir(), "guardians-outside-"));
  writeFileSync(path.join(outside, "role.yaml"), TEMPLATE);
});
afterEach(() => rmSync(outside, { recursive: true }));

function checkInside(root: string, ...args: string[]) {
  return checkWithin(root, {}, ...args);
}

function checkWithin(root: string, options: RunOptions, ...args: string[]) {
  const inside = realpathSync(root);
  const mayRead = (real: string) => !path.relative(inside, real).startsWith("..");
  return runCheck(readArguments(args), inside, undefined, { mayRead, ...options });
}

function git(...args: string[]) {
  const who = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  return execFileSync("git", [...who, ...args], { cwd: place.folder, encoding: "utf8" });
}

describe("a run that may not read everything", () => {
  it("reads no file that a link in a folder leads to outside, and says so", async () => {
    place.write({ "infra/own.yaml": TEMPLATE });
    symlinkSync(path.join(outside, "role.yaml"), path.join(place.folder, "infra/link.yaml"));
    const { findings, files } = await checkInside(place.folder, "infra");
    expect(files.map(({ file }) => file)).toEqual(["infra/link.yaml", "infra/own.yaml"]);
    expect(findings).toMatchObject([{ file: "infra/link.yaml", rule: "UNREADABLE_FILE", level: "incomplete" }]);
    expect(findings[0]?.message).toContain("outside the readable folders");
  });

  it("reads no folder outside that is named", async () => {
    symlinkSync(outside, path.join(place.folder, "link"));
    for (const named of ["link", "link/role.yaml", outside]) {
      const { findings, policies } = await checkInside(place.folder, named);
      expect([named, policies.identity, findings.length > 0]).toEqual([named, 0, true]);
    }
  });

  it("reads no file that has become a link to outside since it was found", async () => {
    place.write({ "a.yaml": "a: 1", "b.yaml": TEMPLATE });
    const at = path.join(place.folder, "b.yaml");
    const inside = realpathSync(place.folder);
    const swap = () => {
      rmSync(at);
      symlinkSync(path.join(outside, "role.yaml"), at);
    };
    const mayRead = (real: string) => !path.relative(inside, real).startsWith("..");
    const { policies, findings } = await runCheck(
      readArguments(["."]),
      inside,
      (done) => (done === 1 ? swap() : undefined),
      {
        mayRead,
      },
    );
    expect(policies.identity).toBe(0);
    expect(findings).toMatchObject([{ file: "b.yaml", rule: "UNREADABLE_FILE", level: "incomplete" }]);
  });

  it("looks no further when there are more files than it takes, also such as lead nowhere", async () => {
    place.write({ "a.yaml": TEMPLATE, "b.yaml": TEMPLATE });
    symlinkSync("nowhere", path.join(place.folder, "c.yaml"));
    const run = (mostFiles: number) => runCheck(readArguments(["."]), place.folder, undefined, { mostFiles });
    await expect(run(2)).rejects.toThrow("more than 2 files");
    expect((await run(3)).files).toHaveLength(3);
  });

  it("goes on next to a folder whose path is too long", async () => {
    place.write({ "b.yaml": TEMPLATE });
    const deepen = `for (let i = 0; i < 45; i++) { fs.mkdirSync("${LONG}"); process.chdir("${LONG}"); }`;
    execFileSync(process.execPath, ["-e", deepen], { cwd: place.folder });
    const { policies, findings } = await checkInside(place.folder, ".");
    expect(policies.identity).toBe(1);
    expect(findings).toMatchObject([{ rule: "UNREADABLE_FILE", message: expect.stringContaining("too long") }]);
    execFileSync("rm", ["-r", path.join(place.folder, LONG)]);
  });

  it("takes no file for the previous version, and follows no rename from outside", async () => {
    mkdirSync(path.join(place.folder, "sub"));
    place.write({ "role.yaml": WIDER });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    git("mv", "role.yaml", "sub/role.yaml");
    await expect(checkInside(place.folder, "sub/role.yaml", "--against", "sub/role.yaml")).rejects.toThrow(
      "no file or commit has this name",
    );
    const all = await checkInside(place.folder, "sub", "--against", "HEAD");
    expect(all.findings.filter(({ rule }) => rule === "ADDED_ACCESS")).toEqual([]);
    const only = await checkInside(path.join(place.folder, "sub"), ".", "--against", "HEAD");
    expect(only.findings.filter(({ rule }) => rule === "ADDED_ACCESS").length).toBeGreaterThan(0);
    expect(only.fixed).toEqual([]);
  });

  it("does not wait for a repository in which Git waits", async () => {
    place.write({ "role.yaml": TEMPLATE });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    execFileSync("mkfifo", [path.join(place.folder, ".git/packed-refs")]);
    const waiting = checkWithin(place.folder, { gitMs: 200 }, "role.yaml", "--against", "HEAD");
    await expect(waiting).rejects.toThrow("git could not be run: spawnSync git ETIMEDOUT");
  });

  it("fetches nothing that a clone lacks, whatever the repository allows", async () => {
    const fetched = path.join(place.folder, "fetched");
    // A question for each, as one fetch that ends itself is seen now and then only.
    const names = Array.from({ length: 12 }, (_, index) => `role-${index}.yaml`);
    place.write(Object.fromEntries(names.map((name, index) => [name, `# ${index}\n${TEMPLATE}`])));
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    for (const name of names) {
      const object = git("rev-parse", `HEAD:${name}`).trim();
      rmSync(path.join(place.folder, ".git/objects", object.slice(0, 2), object.slice(2)));
    }
    const own: [name: string, value: string][] = [
      ["core.repositoryFormatVersion", "1"],
      ["extensions.partialClone", "origin"],
      ["remote.origin.promisor", "true"],
      ["remote.origin.url", `ext::sh -c touch% ${fetched}`],
      ["protocol.ext.allow", "always"],
    ];
    for (const [name, value] of own) git("config", name, value);
    const { verdict, findings } = await checkInside(place.folder, ...names, "--against", "HEAD");
    expect(verdict).not.toBe("pass");
    const lacking = findings.filter(({ message }) => message.includes("is not in this clone"));
    expect(new Set(lacking.map(({ file }) => file))).toEqual(new Set(names));
    expect(() => statSync(fetched)).toThrow("ENOENT");
  });
});

describe("a comparison with a commit", () => {
  it("knows what is gone, in the index or next to it", async () => {
    const open = roleTemplate(READ_ORDERS, 'AWS: "*"');
    place.write({
      "a.yaml": open,
      "b.yaml": open.replaceAll("app", "three"),
      "c.yaml": open.replaceAll("app", "two"),
      "d.yaml": TEMPLATE,
    });
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    git("rm", "-q", "a.yaml");
    git("mv", "c.yaml", "e.yaml");
    rmSync(path.join(place.folder, "e.yaml"));
    const { fixed } = await place.check(".", "--against", "HEAD");
    const gone = fixed.filter(({ rule }) => rule === "PUBLIC_ACCESS").map(({ file }) => file);
    expect(gone).toEqual(["a.yaml", "c.yaml"]);
    rmSync(path.join(place.folder, "b.yaml"));
    const files = (await place.check(".", "--against", "HEAD")).fixed.map(({ file }) => file);
    expect([...new Set(files)].sort()).toEqual(["a.yaml", "b.yaml", "c.yaml"]);
  });

  it("writes nothing, and starts no program of the repository", async () => {
    const script = path.join(place.folder, "watch.sh");
    place.write({
      "role.yaml": TEMPLATE,
      ".gitattributes": "* filter=own",
      "watch.sh": "#!/bin/sh\ntouch watched\ncat\n",
    });
    chmodSync(script, 0o755);
    git("init", "-q");
    git("add", ".");
    git("commit", "-qm", "one");
    git("config", "core.fsmonitor", script);
    git("config", "filter.own.clean", script);
    utimesSync(path.join(place.folder, "role.yaml"), 1, 1);
    const index = path.join(place.folder, ".git/index");
    const before = statSync(index).mtimeMs;
    await place.check("role.yaml", "--against", "HEAD");
    expect(statSync(index).mtimeMs).toBe(before);
    expect(() => statSync(path.join(place.folder, "watched"))).toThrow("ENOENT");
  });
});
