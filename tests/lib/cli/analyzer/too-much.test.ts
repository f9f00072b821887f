import path from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";
import type { PoolOptions } from "#lib/processes/pool.ts";

const HOSTILE = path.resolve("tests/support/hostile-worker.mjs");
const LIMITS = { processor: 300, memory: 128 * 1024 * 1024 };

describe("a request that takes more than it may", () => {
  let analyzer: RunningAnalyzer;
  afterEach(() => analyzer.close());

  /** An analyzer whose processes do to a request what its query says. */
  async function serve(judges: Partial<PoolOptions> = {}): Promise<void> {
    analyzer = await serveAnalyzer({
      host: "127.0.0.1",
      port: 0,
      account: "111122223333",
      complain: () => undefined,
      judges: { entry: () => HOSTILE, execArgv: [], limits: LIMITS, ...judges },
    });
  }

  async function validate(how: string) {
    const response = await fetch(`${analyzer.url}/policy/validation?how=${how}`, { method: "POST", body: "{}" });
    return { status: response.status, retryAfter: response.headers.get("retry-after"), body: await response.json() };
  }

  it("S46 is throttled where those that wait are too large together", async () => {
    await serve({ size: 1 });
    const body = " ".repeat(8 * 1024 * 1024);
    const post = () => fetch(`${analyzer.url}/policy/validation?how=loop`, { method: "POST", body });
    const answers = await Promise.all(Array.from({ length: 9 }, post));
    expect(answers.map(({ status }) => status).filter((status) => status !== 500)).toEqual([429]);
  });

  const listed = async () => (await fetch(`${analyzer.url}/analyzer`)).status;

  it.each([
    ["loop", LIMITS, "The document took more than 300 ms of processor time."],
    ["hoard", { ...LIMITS, processor: 20_000 }, "The document took more than 128 MB of memory."],
    ["leave", LIMITS, "The document ended the process working on it."],
  ])("S46 is answered as AWS answers what goes wrong there, and the next one is: %s", async (how, limits, words) => {
    await serve({ limits });
    for (const _ of ["first", "next"]) {
      expect(await validate(how)).toMatchObject({
        status: 500,
        body: { __type: "InternalServerException", message: `The request was not judged. ${words}` },
      });
      expect(await listed()).toBe(200);
    }
  });

  it("S46 keeps nobody else waiting", async () => {
    await serve();
    const order: string[] = [];
    const looping = validate("loop").then(() => order.push("looping"));
    await listed().then(() => order.push("listed"));
    await looping;
    expect(order).toEqual(["listed", "looping"]);
  });

  it("S46 is throttled where too many wait", async () => {
    await serve({ size: 1, waiting: 1 });
    const answers = await Promise.all([validate("loop"), validate("loop"), validate("loop")]);
    const throttled = answers.filter(({ status }) => status === 429);
    expect(throttled).toEqual([
      {
        status: 429,
        retryAfter: "5",
        body: { __type: "ThrottlingException", message: expect.any(String), retryAfterSeconds: 5 },
      },
    ]);
  });
});
