import { once } from "node:events";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { READ_ORDERS, roleTemplate, workspace } from "../check/workspace.ts";

const place = workspace();

describe("guardians mcp as a process", () => {
  it("is driven by a client of the protocol, keeps its output to it, and ends with its input", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"') });
    const transport = new StdioClientTransport({
      command: process.execPath,
      args: [path.join(inject("command"), "guardians.mjs"), "mcp", "--root", "infra"],
      cwd: place.folder,
      env: getDefaultEnvironment(),
      stderr: "pipe",
    });
    let log = "";
    transport.stderr?.on("data", (chunk) => {
      log += chunk;
    });
    const faults: Error[] = [];
    const client = new Client({ name: "test", version: "1" });
    client.onerror = (error) => faults.push(error);
    await client.connect(transport);
    onTestFinished(() => client.close());

    const input = (transport as unknown as { _process: { stdin: NodeJS.WritableStream } })._process.stdin;
    input.write('not of the protocol\n{"jsonrpc":"2.0","method":1}\n\n[]\n');
    const asked = ["role.yaml", "../infra", "nowhere"].map((at) =>
      client.callTool({ name: "check_path", arguments: { paths: [at] } }),
    );
    const [found, ...refused] = await Promise.all(asked);
    expect(found).toMatchObject({
      structuredContent: { verdict: "blocked", findings: [{ file: "role.yaml", line: 8 }] },
    });
    expect(refused).toMatchObject([{ structuredContent: { verdict: "blocked" } }, { isError: true }]);

    const closed = once((transport as unknown as { _process: NodeJS.EventEmitter })._process, "close");
    input.end();
    expect(await closed).toEqual([0, null]);
    expect(faults).toEqual([]);
    expect(log.trimEnd().split("\n").length).toBeLessThanOrEqual(4);
  });
});
