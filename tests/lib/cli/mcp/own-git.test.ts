import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { READ_ORDERS, roleTemplate } from "../check/workspace.ts";
import { assistant } from "./assistant.ts";

const TEMPLATE = roleTemplate(READ_ORDERS, "AWS: '*'");
const SECRET_NAME = "OutsideRole";
let home = "";
const at = (...names: string[]) => path.join(home, ...names);
const other = gitIn(() => at("other"));
const own = gitIn(() => at("root"));

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "guardians-own-git-"));
  mkdirSync(at("other"));
  mkdirSync(at("root"));
  writeFileSync(at("other/secret.yaml"), TEMPLATE.replace("AppRole", SECRET_NAME));
  other.commit();
  writeFileSync(at("root/role.yaml"), roleTemplate(READ_ORDERS));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Each makes the folder one that Git takes for the other repository. */
const FOREIGN: [what: string, make: () => void][] = [
  ["a file that names it", () => writeFileSync(at("root/.git"), `gitdir: ${at("other/.git")}\n`)],
  ["a link to it", () => symlinkSync(at("other/.git"), at("root/.git"))],
  [
    "a repository with the objects of it",
    () => {
      own.git("init", "-q");
      writeFileSync(at("root/.git/objects/info/alternates"), `${at("other/.git/objects")}\n`);
      own.git("update-ref", "HEAD", other.git("rev-parse", "HEAD").trim());
    },
  ],
  [
    "a repository with a link to the objects of it",
    () => {
      own.git("init", "-q");
      rmSync(at("root/.git/objects"), { recursive: true });
      symlinkSync(at("other/.git/objects"), at("root/.git/objects"));
      own.git("update-ref", "HEAD", other.git("rev-parse", "HEAD").trim());
    },
  ],
  [
    "a repository that shares all of it",
    () => {
      own.git("init", "-q");
      writeFileSync(at("root/.git/commondir"), at("other/.git"));
    },
  ],
  [
    "a folder made like that of a worktree of it",
    () => {
      mkdirSync(at("root/kept"));
      writeFileSync(at("root/.git"), "gitdir: kept\n");
      for (const [name, text] of Object.entries({ commondir: at("other/.git"), gitdir: at("root/.git") }))
        writeFileSync(at("root/kept", name), text);
      cpSync(at("other/.git/HEAD"), at("root/kept/HEAD"));
    },
  ],
  [
    "a folder made like that of a submodule",
    () => {
      mkdirSync(at("root/kept"));
      writeFileSync(at("root/.git"), "gitdir: kept\n");
      cpSync(at("other/.git"), at("root/kept"), { recursive: true });
      rmSync(at("root/kept/objects"), { recursive: true });
      symlinkSync(at("other/.git/objects"), at("root/kept/objects"));
      gitIn(() => at("root/kept")).git("config", "--file", "config", "core.worktree", at("root"));
    },
  ],
  [
    "a file that names it beside a folder that its words nearly name",
    () => {
      writeFileSync(at("root/.git"), "gitdir: kept \n");
      own.git("init", "-q", "--separate-git-dir", at("root/kept"), at("root/inner"));
      gitIn(() => at("root/kept")).git("config", "--file", "config", "core.worktree", at("root"));
      symlinkSync(at("other/.git"), at("root/kept "));
      writeFileSync(at("root/.git"), "gitdir: kept \n");
    },
  ],
  [
    "a folder below another .git with the objects of it",
    () => {
      mkdirSync(at("root/k/.git"), { recursive: true });
      cpSync(at("other/.git"), at("root/k/.git/s"), { recursive: true });
      rmSync(at("root/k/.git/s/objects"), { recursive: true });
      mkdirSync(at("root/k/.git/s/objects/info"), { recursive: true });
      writeFileSync(at("root/k/.git/s/objects/info/alternates"), `${at("other/.git/objects")}\n`);
      gitIn(() => at("root/k/.git/s")).git("config", "--file", "config", "core.worktree", at("root"));
      writeFileSync(at("root/.git"), "gitdir: k/.git/s\n");
    },
  ],
  [
    "the files of a repository, without .git",
    () => {
      cpSync(at("other/.git"), at("root"), { recursive: true });
      rmSync(at("root/objects"), { recursive: true });
      symlinkSync(at("other/.git/objects"), at("root/objects"));
      gitIn(() => at("root")).git("config", "--file", "config", "core.bare", "false");
      gitIn(() => at("root")).git("config", "--file", "config", "core.worktree", at("root"));
    },
  ],
];

describe("the repository of the folder that an assistant may read", () => {
  it.each(FOREIGN)("S51 is no other one by %s", async (_, make) => {
    make();
    const { call } = await assistant(at("root"));
    const answered = await call("check_path", { paths: ["."], against: "HEAD" });
    expect(JSON.stringify(answered)).not.toContain(SECRET_NAME);
    expect(answered.isError).toBe(true);
  });

  it("S51 is no other one where the assistant shares a part of the folder only", async () => {
    mkdirSync(at("root/part"));
    mkdirSync(at("other/part"));
    renameSync(at("other/secret.yaml"), at("other/part/secret.yaml"));
    other.commit();
    writeFileSync(at("root/.git"), `gitdir: ${at("other/.git")}\n`);
    const { call } = await assistant(at("root"), () => [pathToFileURL(at("root/part")).href]);
    const answered = await call("check_path", { paths: ["part"], against: "HEAD" });
    expect(JSON.stringify(answered)).not.toContain(SECRET_NAME);
    expect(answered.isError).toBe(true);
  });

  it.each<[what: string, folder: string, make: () => void]>([
    ["in it", "root", () => own.commit()],
    [
      "above it",
      "root/part",
      () => {
        mkdirSync(at("root/part"));
        renameSync(at("root/role.yaml"), at("root/part/role.yaml"));
        own.commit();
      },
    ],
    ["elsewhere, of a worktree", "worktree", () => other.git("worktree", "add", "-q", at("worktree"))],
    [
      "elsewhere, of a submodule",
      "root/part",
      () => {
        own.git("init", "-q");
        own.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", at("other"), "part");
      },
    ],
    [
      "elsewhere, of a submodule that has a part of its files",
      "root/part",
      () => {
        own.git("init", "-q");
        own.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", at("other"), "part");
        gitIn(() => at("root/part")).git("sparse-checkout", "set", "folder");
      },
    ],
  ])("is read where it is kept %s", async (_, folder, make) => {
    make();
    const { answer } = await assistant(at(folder));
    expect(await answer("check_path", { paths: ["."], against: "HEAD" })).toMatchObject({
      against: expect.stringMatching(/^HEAD /),
    });
  });
});
