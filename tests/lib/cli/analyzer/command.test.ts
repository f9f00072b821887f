import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { readAnalyzerArguments } from "#lib/cli/commands/analyzer.ts";
import { FILE_COMMANDS } from "#lib/cli/file-commands.ts";
import { run } from "#lib/cli/run.ts";

/** Runs the command as its users do, with no configuration at all. */
function start(args: string[]) {
  const env = { PATH: process.env.PATH ?? "", NODE_ENV: "test" as const };
  return spawn(process.execPath, ["bin/guardians.mjs", "analyzer", ...args], { env });
}

async function said(args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const code = await run(FILE_COMMANDS, ["analyzer", ...args], {
    say: (line) => lines.out.push(line),
    complain: (line) => lines.err.push(line),
  });
  return { code, out: lines.out, err: lines.err.join("\n") };
}

describe("guardians analyzer", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "says in one line where it listens, answers, and stops at %s",
    async (signal) => {
      const child = start(["--port", "0"]);
      const closed = once(child, "close");
      const errors = text(child.stderr);
      const lines: string[] = [];
      const output = createInterface({ input: child.stdout });
      output.on("line", (line) => lines.push(line));
      await once(output, "line");
      const url = /^Analyzer listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(lines[0] ?? "")?.[1];
      const answered = await fetch(`${url}/analyzer`);
      expect(await answered.json()).toMatchObject({ analyzers: [{ name: "guardians" }] });
      child.kill(signal);
      const [code, by] = await closed;
      expect({ code, by, lines: lines.length, errors: await errors }).toEqual({
        code: 0,
        by: null,
        lines: 1,
        errors: "",
      });
    },
  );

  it("listens where it is told to", () => {
    expect(readAnalyzerArguments([])).toEqual({ port: 4599, host: "127.0.0.1", account: "123456789012" });
    const args = ["--port", "0", "--host", "::1", "--account", "111122223333"];
    expect(readAnalyzerArguments(args)).toEqual({ port: 0, host: "::1", account: "111122223333" });
  });

  it.each([
    [["--port", "65536"], "--port must be a number from 0 to 65535, not “65536”."],
    [["--port", "http"], "--port must be a number from 0 to 65535, not “http”."],
    [["--port"], "--port"],
    [["--host", ""], "--host must be an address of this machine."],
    [["--account", "12"], "--account must be 12 digits, not “12”."],
    [["--fast"], "--fast"],
    [["4599"], "“4599” for analyzer."],
  ])("refuses %o with its usage", async (args, words) => {
    const { code, out, err } = await said(args);
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err).toContain(words);
    expect(err).toContain("See “guardians analyzer --help”.");
  });

  it("says so when the port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const address = other.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const { code, out, err } = await said(["--port", port]);
    other.close();
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(err).toBe(`Port ${port} of 127.0.0.1 is in use. Choose another port, or use --port 0 for any free port.`);
  });

  it("says so when the address is not of this machine", async () => {
    const { code, err } = await said(["--port", "0", "--host", "203.0.113.7"]);
    expect({ code, err }).toEqual({ code: 1, err: "203.0.113.7 is not an address of this machine." });
  });

  it("shows how it is used when it is asked", async () => {
    expect(await said(["--help"])).toMatchObject({
      code: 0,
      out: [expect.stringMatching(/^Usage: guardians analyzer/)],
    });
  });
});
