import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Unavailable } from "#lib/errors.ts";
import { openPool, type Pool, type PoolOptions } from "#lib/processes/pool.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";

const HOSTILE = path.resolve("tests/support/hostile-worker.mjs");
const LIMITS = { processor: 300, memory: 128 * 1024 * 1024 };

type Given = { how: string; megabytes?: number; document?: string; big?: bigint; map?: Map<string, number> };
type Answer = Given & { pid: number; count?: number; env: string[] };

describe("the processes that work on documents", () => {
  let pool: Pool;
  afterEach(() => pool.close());

  function open(parts: Partial<PoolOptions> = {}) {
    pool = openPool({ entry: () => HOSTILE, limits: LIMITS, size: 1, ...parts });
    return (given: Given) => pool.work("any", given) as Promise<Answer>;
  }

  it("answer with what was cloned, and one does task after task", async () => {
    const work = open();
    const map = new Map([["one", 1]]);
    const first = await work({ how: "answer", map });
    expect(first.map).toEqual(map);
    expect((await work({ how: "answer" })).pid).toBe(first.pid);
    expect(first.pid).not.toBe(process.pid);
  });

  it("S46 hold nothing of the server's configuration", async () => {
    const { env } = await open()({ how: "answer" });
    expect(env.filter((name) => !/^(NODE_|__CF)/.test(name))).toEqual([]);
  });

  it("S46 are ended by a document that takes more processor time than it may, and the next one has a fresh one", async () => {
    const work = open();
    const { pid } = await work({ how: "answer" });
    const looping = work({ how: "loop", document: "role.json" });
    const next = work({ how: "answer" });
    await expect(looping).rejects.toThrow(new WorkEnded("“role.json” took more than 300 ms of processor time.", true));
    expect((await next).pid).not.toBe(pid);
  });

  it.each(["hoard", "hoardOutside"])(
    "S46 are ended by a document that takes more memory than it may: %s",
    async (how) => {
      const work = open({ limits: { ...LIMITS, processor: 20_000 } });
      await expect(work({ how })).rejects.toThrow(new WorkEnded("The document took more than 128 MB of memory."));
      expect((await work({ how: "answer" })).how).toBe("answer");
    },
  );

  it("S46 measure the memory of a document alone, whatever was worked on before it", async () => {
    const work = open({ limits: { ...LIMITS, processor: 20_000 } });
    const alone = await work({ how: "need", megabytes: 80 });
    for (const megabytes of [10, 15, 20]) {
      const { pid } = await work({ how: "keep", megabytes });
      const needed = await work({ how: "need", megabytes: 80 });
      expect([needed.count, needed.pid === pid]).toEqual([alone.count, false]);
    }
  });

  it("S46 are replaced when they are ended while they wait: no document answers for it", async () => {
    const work = open();
    const { pid } = await work({ how: "answer" });
    process.kill(pid, "SIGKILL");
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow("ESRCH"));
    const next = await work({ how: "answer" });
    expect(next.pid).not.toBe(pid);
  });

  it("S46 are replaced when they end by themselves", async () => {
    const work = open();
    await expect(work({ how: "leave" })).rejects.toThrow(WorkEnded);
    expect((await work({ how: "answer" })).how).toBe("answer");
  });

  it("say what broke inside, and go on", async () => {
    const work = open();
    const { pid } = await work({ how: "answer" });
    const broken: unknown = await work({ how: "fail" }).catch((error: unknown) => error);
    expect(broken).not.toBeInstanceOf(WorkEnded);
    expect(broken).toMatchObject({
      message: "This is no list.",
      stack: expect.stringContaining("hostile-worker.mjs"),
    });
    expect((await work({ how: "answer" })).pid).toBe(pid);
  });

  it("S46 let only so many documents wait", async () => {
    const work = open({ waiting: 1 });
    const all = await Promise.allSettled([work({ how: "answer" }), work({ how: "answer" }), work({ how: "answer" })]);
    expect(all.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect(all[2]).toMatchObject({ reason: expect.any(Unavailable) });
  });

  it("are ended with the work that nobody waits for any more, and the next one has a fresh one", async () => {
    const work = open({ limits: { ...LIMITS, processor: 20_000 } });
    const { pid } = await work({ how: "answer" });
    const stop = new AbortController();
    const looping = pool.work("any", { how: "loop" }, undefined, stop.signal);
    const waiting = pool.work("any", { how: "loop" }, undefined, stop.signal);
    const next = work({ how: "answer" });
    await setImmediate();
    stop.abort();
    await expect(looping).rejects.toThrow(WorkEnded);
    await expect(waiting).rejects.toThrow("aborted");
    expect((await next).pid).not.toBe(pid);
  });

  it("are ended when the product stops, which is no fault of the document", async () => {
    const work = open();
    const [inHand, waiting] = [work({ how: "loop" }), work({ how: "answer" })];
    pool.close();
    await expect(inHand).rejects.toThrow(Unavailable);
    await expect(waiting).rejects.toThrow(Unavailable);
  });
});
