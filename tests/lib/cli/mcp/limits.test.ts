import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate } from "node:timers/promises";
import { CallToolResultSchema } from "@modelcontextprotocol/sdk/types.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCheckPool } from "#lib/cli/check/judge/in-process-or-child.ts";
import { wholeLines } from "#lib/cli/mcp/whole-lines.ts";
import { LIMITS } from "#lib/processes/limits.ts";
import type { Pool } from "#lib/processes/pool.ts";
import { READ_ORDERS, roleTemplate, workspace } from "../check/workspace.ts";
import { assistant } from "./assistant.ts";

const place = workspace();
const TEMPLATE = roleTemplate(READ_ORDERS);
/** Larger than what is judged in the process of the server. */
const LARGE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: Array.from({ length: 8_000 }, (_, at) => `s3:Get${at}`), Resource: "*" }],
});
const NEVER = () => {
  throw new Error("A process is not needed.");
};

/** A pool that works until it is told to stop, and says so. */
function endless(said: string[]): Pool {
  const work: Pool["work"] = (task, _, __, signal) =>
    new Promise((_resolve, reject) => {
      said.push(`began ${task}`);
      signal?.addEventListener("abort", () => {
        said.push(`ended ${task}`);
        reject(new Error("It was ended."));
      });
    });
  return { work, warm: NEVER, close: () => said.push("closed") };
}

const EXPLAINED = { policies: [{ type: "identity", text: LARGE }], request: { action: "s3:Get1", resource: "*" } };

describe("what takes long", () => {
  it("is told how far it is, file by file", async () => {
    place.write(Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`${at}.yaml`, "a: 1"])));
    const { client } = await assistant(place.folder);
    const told: string[] = [];
    const params = { name: "check_path", arguments: { paths: ["."] } };
    await client.callTool(params, CallToolResultSchema, {
      onprogress: ({ progress, total }) => told.push(`${progress}/${total}`),
    });
    expect(told).toEqual(["0/60", "25/60", "50/60", "60/60"]);
  });

  it("is told in words", async () => {
    place.write({ "0.yaml": "a: 1" });
    const { client } = await assistant(place.folder);
    const told: (string | undefined)[] = [];
    const params = { name: "check_path", arguments: { paths: ["."] } };
    await client.callTool(params, CallToolResultSchema, { onprogress: ({ message }) => told.push(message) });
    expect(told).toEqual(["Checked 0 of 1 file.", "Checked 1 of 1 file."]);
  });

  it("ends between two files when nobody waits for it, and others are answered", async () => {
    place.write(Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`${at}.yaml`, "a: 1"])));
    const { client, answer, log } = await assistant(place.folder);
    const stop = new AbortController();
    const told: number[] = [];
    const params = { name: "check_path", arguments: { paths: ["."] } };
    const asked = client.callTool(params, CallToolResultSchema, {
      signal: stop.signal,
      onprogress: ({ progress }) => {
        told.push(progress);
        stop.abort("enough");
      },
    });
    await expect(asked).rejects.toThrow("enough");
    await answer("check_document", { text: TEMPLATE });
    expect(told).toEqual([0]);
    expect(log).toEqual([]);
  });

  it.each([
    ["check_document", { text: LARGE }, "checkText"],
    ["explain_request", EXPLAINED, "explainRequest"],
  ])("ends its separate process when nobody waits for it: %s", async (name, given, task) => {
    const said: string[] = [];
    const { client, log } = await assistant(place.folder, undefined, { pool: endless(said) });
    const stop = new AbortController();
    const asked = client.callTool({ name, arguments: given }, CallToolResultSchema, { signal: stop.signal });
    while (said.length === 0) await setImmediate();
    stop.abort("enough");
    await expect(asked).rejects.toThrow("enough");
    while (said.length === 1) await setImmediate();
    expect(said).toEqual([`began ${task}`, `ended ${task}`]);
    expect(log).toEqual([]);
  });

  it("ends when the connection does", async () => {
    const said: string[] = [];
    const { client } = await assistant(place.folder, undefined, { pool: endless(said) });
    const asked = client.callTool({ name: "check_document", arguments: { text: LARGE } });
    asked.catch(() => {});
    while (said.length === 0) await setImmediate();
    await client.close();
    await expect(asked).rejects.toThrow("closed");
    expect(said).toContain("ended checkText");
  });

  it("keeps no more than two at work, and refuses what is too much to wait", async () => {
    const said: string[] = [];
    const { client, refusal } = await assistant(place.folder, undefined, { pool: endless(said) });
    const params = { name: "check_document", arguments: { text: LARGE } };
    const asked = Array.from({ length: 34 }, () => {
      const stop = new AbortController();
      const answer = client.callTool(params, CallToolResultSchema, { signal: stop.signal });
      return { stop, answer: answer.catch(() => "stopped") };
    });
    expect(await refusal("explain_rule", {})).toContain("Too many documents");
    expect(said).toEqual(["began checkText", "began checkText"]);
    for (const { stop } of asked) stop.abort("enough");
    expect(new Set(await Promise.all(asked.map(({ answer }) => answer)))).toEqual(new Set(["stopped"]));
  });
});

describe("what is too much", () => {
  it("is not evaluated where a document takes more than it may, and is no pass", async () => {
    const pool = openCheckPool({ size: 1, limits: { ...LIMITS, processor: 10 } });
    const { answer, refusal } = await assistant(place.folder, undefined, { pool });
    const found = await answer("check_document", { text: LARGE });
    expect(found).toMatchObject({ verdict: "incomplete", findings: [{ rule: "UNREADABLE_FILE" }] });
    expect(
      await refusal("explain_request", { ...EXPLAINED, policies: Array(20).fill(EXPLAINED.policies[0]) }),
    ).toContain("took more than 10 ms");
    pool.close();
  });

  it.each([
    ["a text", "check_document", { text: "x".repeat(5 * 1024 * 1024 + 1) }, "text"],
    ["a list of paths", "check_path", { paths: Array.from({ length: 101 }, () => ".") }, "paths"],
    [
      "a profile",
      "check_document",
      { text: "", profile: { sensitiveActions: Array(30_000).fill("s3:Get") } },
      "maximum",
    ],
    ["a field that was not found", "check_document", { text: "", depth: 1 }, "depth"],
    [
      "a context",
      "explain_request",
      {
        ...EXPLAINED,
        request: {
          context: Object.fromEntries(Array.from({ length: 201 }, (_, at) => [at, ""])),
          action: "a:B",
          resource: "*",
        },
      },
      "200 keys",
    ],
  ])("is refused with what and where: %s", async (_, name, given, words) => {
    const { refusal } = await assistant(place.folder);
    expect(await refusal(name, given)).toContain(words);
  });

  it("is not all answered: a report stays within bounds and says what it leaves out", async () => {
    const wide = Array.from({ length: 300 }, (_, at) => ({
      Sid: `S${at}`,
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: "*",
    }));
    const { answer } = await assistant(place.folder);
    const text = JSON.stringify({ Version: "2012-10-17", Statement: wide });
    const found = await answer("check_document", { text, max_findings: 200 });
    expect(found.findings).toHaveLength(200);
    expect(found.findings_left_out).toBeGreaterThan(99);
    expect(JSON.stringify(found).length).toBeLessThan(500_000);
  });
});

describe("lines of messages", () => {
  it("come whole, however they are cut, but for those that are too long, which are told", async () => {
    const line = fc.oneof(fc.stringMatching(/^[a-z]{0,12}$/), fc.constant("x".repeat(30)));
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.integer({ min: 1, max: 40 }), async (all, size) => {
        const told: string[] = [];
        const source = new PassThrough();
        const read = buffer(source.pipe(wholeLines((words) => told.push(words), 20)));
        const bytes = Buffer.from(all.map((each) => `${each}\n`).join(""));
        for (let at = 0; at < bytes.length; at += size) source.write(bytes.subarray(at, at + size));
        source.end();
        const kept = all.filter(({ length }) => length < 20);
        expect((await read).toString()).toBe(kept.map((each) => `${each}\n`).join(""));
        expect(told).toHaveLength(all.length - kept.length);
      }),
    );
  });
});
