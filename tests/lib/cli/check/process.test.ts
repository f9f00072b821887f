import { execFileSync, spawn } from "node:child_process";
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

describe("the command as a process", () => {
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

describe("input that no repository should have", () => {
  it("is said, and what is next to it is checked: a pipe, a device, a link to itself", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"') });
    execFileSync("mkfifo", [path.join(place.folder, "infra/pipe.json")]);
    symlinkSync("loop.json", path.join(place.folder, "infra/loop.json"));
    symlinkSync("/dev/zero", path.join(place.folder, "infra/zero.yaml"));
    const { code, out } = await guardians("check", "infra", "--compact");
    expect(code).toBe(2);
    const unread = out.split("\n").filter((line) => line.includes(" not evaluated UNREADABLE_FILE"));
    expect(unread.map((line) => line.split(" not evaluated ")[0]).sort()).toEqual([
      "infra/loop.json:1:1:",
      "infra/pipe.json:1:1:",
      "infra/zero.yaml:1:1:",
    ]);
    expect(out).toContain("infra/role.yaml:8:13: blocking");
  });

  it("is refused with its place: anchors by the million, and a template of 10 MB", async () => {
    const anchors = `Resources: [${"&a [*a,".repeat(500_000)}`;
    const queue = (index: number) => `  Queue${index}:\n    Type: AWS::SQS::Queue\n`;
    const large = `Resources:\n${Array.from({ length: 250_000 }, (_, index) => queue(index)).join("")}`;
    place.write({ "anchors.yaml": anchors, "large.yaml": large });
    const { code, out } = await guardians("check", ".", "--compact");
    expect(code).toBe(3);
    expect(out).toContain(
      "anchors.yaml:1:13: not evaluated UNREADABLE_FILE YAML anchors and aliases are not accepted.",
    );
    expect(out).toContain("large.yaml:1:1: not evaluated UNREADABLE_FILE The text is longer than 5 MB.");
  });

  it("ends as it would have where nobody reads its output to the end", async () => {
    const minting = { Effect: "Allow", Action: "iam:*", Resource: "*" };
    const policy = JSON.stringify({ Version: "2012-10-17", Statement: [minting] });
    place.write(Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`p${index}.json`, policy])));
    const child = spawn(process.execPath, [COMMAND, "check", ".", "--format", "json"], { cwd: place.folder });
    const [closed, err] = [once(child, "close"), text(child.stderr)];
    child.stdout.destroy();
    const [code] = await closed;
    expect({ code, err: await err }).toEqual({ code: 2, err: "" });
  });
});
