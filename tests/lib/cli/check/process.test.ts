import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const COMMAND = path.resolve(import.meta.dirname, "../../../../bin/guardians.mjs");
const place = workspace();

/** Runs the command as a shell does, from a folder of the caller and through a link, as npm makes one. */
async function guardians(...args: string[]) {
  const link = path.join(place.folder, "guardians");
  symlinkSync(COMMAND, link);
  const child = spawn(process.execPath, [link, ...args], { cwd: place.folder });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return { code, out, err };
}

describe("the command as a process", { timeout: 60_000 }, () => {
  it("reads the paths of its caller's folder, writes no colour and no progress to a pipe", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"') });
    const { code, out, err } = await guardians("check", "infra");
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(out).toContain("infra/role.yaml:8:13  blocking");
    expect(out).not.toContain("\u001b");
  });

  it("ends with 1 where it is not understood, and shows how it is written", async () => {
    const { code, out, err } = await guardians("check", "--nonsense");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("See “guardians check --help”.");
    expect(err).not.toContain("guardians admin");
  });
});
