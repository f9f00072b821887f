import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { YieldingPGlite } from "#db/yielding-pglite.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";

const ASKED = 20;

describe("the embedded database", () => {
  let folder: string;
  let client: PGlite;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "guardians-yielding-"));
    layEmbedded(folder);
    client = await PGlite.create(path.join(folder, "pglite"));
  });
  afterEach(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens it as the product does, giving way between any two messages. */
  async function openYielding(): Promise<void> {
    await client.close();
    client = new YieldingPGlite({ dataDir: path.join(folder, "pglite"), heldMs: 0 });
    await client.waitReady;
  }

  /** How many turns of the loop there were while many asked at once. */
  async function turnsMeanwhile(): Promise<number> {
    let turns = 0;
    let over = false;
    const count = () => {
      turns += 1;
      if (!over) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: ASKED }, () => client.query("select 1")));
    over = true;
    return turns;
  }

  it("S46 lets others of the process have a turn between what many ask at once", async () => {
    expect(await turnsMeanwhile()).toBeLessThan(ASKED);
    await openYielding();
    expect(await turnsMeanwhile()).toBeGreaterThanOrEqual(ASKED);
  });

  it("answers as before, also where a transaction is open, and an error ends that alone", async () => {
    await openYielding();
    const asked = client.transaction(async (tx) => {
      await tx.query("create table kept (number int)");
      for (let number = 0; number < 5; number++) {
        await tx.query("insert into kept values ($1)", [number]);
      }
    });
    const refused = client.query("select nothing from nowhere");
    await expect(refused).rejects.toThrow("nowhere");
    await asked;
    expect((await client.query("select number from kept order by number")).rows).toEqual(
      [0, 1, 2, 3, 4].map((number) => ({ number })),
    );
  });
});
