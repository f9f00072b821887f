import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { processStart, takeLock } from "../../scripts/steps/lock.mjs";

const MODULE = pathToFileURL(path.resolve("scripts/steps/lock.mjs")).href;
let folder = "";
let file = "";
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-lock-"));
  file = path.join(folder, "lock");
});

afterEach(async () => {
  const alive = children.filter((child) => child.exitCode === null && child.signalCode === null);
  children = [];
  await Promise.all(alive.map(kill));
  rmSync(folder, { recursive: true });
});

/** Another process that tries to take the lock and says how it went, then lives until it is killed. */
async function other(from: Parameters<typeof takeLock>[1] = {}): Promise<{ child: ChildProcess; said: string }> {
  const code = `
    import { takeLock } from ${JSON.stringify(MODULE)};
    try { takeLock(${JSON.stringify(file)}, ${JSON.stringify(from)}); console.log("taken"); } catch (error) { console.log(error.message); }
    process.stdin.resume();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["pipe", "pipe", "inherit"] });
  children.push(child);
  const [said] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: said.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGKILL");
  await closed;
}

/** What stands in the folder, but for the pipes by which processes show that they live. */
const files = () => readdirSync(folder).filter((name) => !name.endsWith(".alive"));
const pipes = () => readdirSync(folder).filter((name) => name.endsWith(".alive"));

function write(holder: Record<string, unknown>): void {
  writeFileSync(file, JSON.stringify({ since: "2026-11-25T08:00:00.000Z", machine: hostname(), ...holder }));
}

describe("the lock of a data folder", () => {
  it("says which process holds it, since when, and is for this account only", () => {
    takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      pid: process.pid,
      started: processStart(process.pid),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(files()).toEqual(["lock"]);
  });

  it("is refused to a second process, which is told who holds it", async () => {
    takeLock(file);
    const { said } = await other();
    expect(said).toContain(`in use by process ${process.pid}, since 20`);
    expect(said).toContain("DATA_DIR");
    expect(files()).toEqual(["lock"]);
  });

  it("is refused to the same process a second time", () => {
    takeLock(file);
    expect(() => takeLock(file)).toThrow(`in use by process ${process.pid}`);
  });

  it("is free again after its release", async () => {
    takeLock(file).release();
    expect(readdirSync(folder)).toEqual([]);
    expect((await other()).said).toBe("taken");
  });

  it("is taken over from a process that was killed", async () => {
    const { child, said } = await other();
    expect(said).toBe("taken");
    expect(() => takeLock(file)).toThrow(`in use by process ${child.pid}`);
    await kill(child);
    takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(files()).toEqual(["lock"]);
  });

  it("is taken over when its process id belongs to another process now", () => {
    write({ pid: process.pid, started: "an earlier start" });
    takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ started: processStart(process.pid) });
  });

  it("is not taken over from another machine, whose processes cannot be seen", () => {
    write({ pid: 1, started: "then", machine: "elsewhere" });
    expect(() => takeLock(file)).toThrow(/process 1 on elsewhere, since 2026-11-25T08:00:00.000Z.*delete/);
  });

  it.each([
    { space: "pid:[of another container]" },
    { machine: "of-another-container", space: "pid:[of another container]" },
    { machine: "of-another-name" },
  ])("is refused while its process lives in another container, and taken over after that: %j", async (from) => {
    const { child, said } = await other(from);
    expect(said).toBe("taken");
    expect(() => takeLock(file)).toThrow(`in use by process ${child.pid}`);
    // Another system has no such pipes: there it cannot be seen.
    const isSeen = process.platform === "linux";
    expect(() => takeLock(file)).toThrow(isSeen ? "Stop it first" : "delete");
    if (!isSeen) return;
    expect(files()).toEqual(["lock"]);
    await kill(child);
    takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
    expect(pipes()).toHaveLength(1);
  });

  it("is not taken over from a container of another name that does not show whether it lives", async () => {
    write({ pid: 1, started: processStart(process.pid), machine: "elsewhere", space: "pid:[of another container]" });
    expect(() => takeLock(file)).toThrow(/process 1 on elsewhere, since .*cannot be checked.*delete/);
  });

  it.each([{ machine: "elsewhere" }, {}])(
    "is not taken over where the folder is mounted a second time, with a pipe that nobody has open there: %j",
    async (from) => {
      await other({ ...from, space: "pid:[of another container]" });
      const [pipe = ""] = pipes();
      rmSync(path.join(folder, pipe));
      expect(() => takeLock(file)).toThrow("cannot be checked from here");
      execFileSync("mkfifo", [path.join(folder, pipe)]);
      expect(() => takeLock(file)).toThrow("cannot be checked from here");
    },
  );

  const EXT4 = 0xef53;
  const NFS = 0x6969;

  /** As it is to whom the folder is mounted as another device. */
  function mountElsewhere(): void {
    const holder = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...holder, pipe: { ...holder.pipe, device: "another" } }));
  }

  it
    .runIf(process.platform === "linux")
    .each([
      { machine: "of-the-container-before", space: "pid:[of another container]" },
      { space: "pid:[of another container]" },
    ])(
    "is taken over where its folder was mounted again, as another device, after its process ended: %j",
    async (from) => {
      const { child } = await other(from);
      mountElsewhere();
      await kill(child);
      expect(() => takeLock(file, { fileSystem: NFS })).toThrow("cannot be checked from here");
      takeLock(file, { fileSystem: EXT4 });
      expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: process.pid });
      expect(pipes()).toHaveLength(1);
    },
  );

  it.runIf(process.platform === "linux").each([EXT4, NFS])(
    "is refused while its process lives, whatever the device is called: file system %i",
    async (fileSystem) => {
      const { child } = await other({ machine: "elsewhere", space: "pid:[of another container]" });
      mountElsewhere();
      expect(() => takeLock(file, { fileSystem })).toThrow(`in use by process ${child.pid}`);
      expect(() => takeLock(file, { fileSystem })).toThrow("Stop it first");
    },
  );

  it("is taken over by a container that starts again under its name, where no pipe can be made", () => {
    write({ pid: process.pid, started: "an earlier start", space: "pid:[before]", pipe: null });
    takeLock(file, { space: "pid:[now]" });
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ space: "pid:[now]" });
  });

  it("is taken over from a container that was ended while it took it over", async () => {
    const ended = await other({ machine: "elsewhere" });
    writeFileSync(`${file}.takeover`, readFileSync(file));
    await kill(ended.child);
    takeLock(file);
    expect(files()).toEqual(["lock"]);
  });

  it("is taken over from another container of before the system started again", () => {
    write({ pid: process.pid, started: "an earlier boot/12", space: "pid:[of another container]" });
    takeLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ started: processStart(process.pid) });
  });

  it.each(["", "{", "[]", '{"pid":"1"}'])("is not taken over when it says %j", (text) => {
    writeFileSync(file, text);
    expect(() => takeLock(file)).toThrow("is not a lock file");
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  it("goes to one process only when many find it dead at once", async () => {
    write({ pid: process.pid, started: "an earlier start" });
    const answers = await Promise.all(Array.from({ length: 6 }, () => other()));
    const taken = answers.filter(({ said }) => said === "taken");
    expect(taken).toHaveLength(1);
    const [winner] = taken;
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ pid: winner?.child.pid });
  });

  it("is taken over after a process died while it took it over", () => {
    write({ pid: process.pid, started: "an earlier start" });
    writeFileSync(`${file}.takeover`, readFileSync(file));
    takeLock(file);
    expect(files()).toEqual(["lock"]);
  });

  it("is left alone by a process that no longer holds it", () => {
    const lock = takeLock(file);
    write({ pid: 1, started: "now", machine: "elsewhere" });
    lock.release();
    expect(files()).toEqual(["lock"]);
  });
});

describe("when a process began", () => {
  it("is the same each time it is asked, and nothing for a process that does not exist", async () => {
    expect(processStart(process.pid)).toBe(processStart(process.pid));
    expect(processStart(process.pid)).not.toBeNull();
    const { child } = await other();
    await kill(child);
    expect(processStart(child.pid ?? 0)).toBeNull();
  });
});
