import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { rowsOf } from "#db/rows-of.ts";
import { transaction, withinLockWait } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";

describe("a wait for locks", () => {
  const db = useDatabase();
  const mostIn = async (ctx: Context) => {
    const [row] = await rowsOf<{ most: string }>(ctx.db, sql`select current_setting('lock_timeout') as most`);
    return row?.most;
  };

  it("is bounded for what is read within it, and for nothing that the transaction around it does then", async () => {
    const ctx = systemContext(db());
    const before = await mostIn(ctx);
    await transaction(ctx, async (ctx) => {
      expect(await withinLockWait(ctx, 2_000, mostIn)).toBe("2s");
      expect(await mostIn(ctx)).toBe(before);
      const failed = withinLockWait(ctx, 2_000, () => Promise.reject(new Error("Not read")));
      await expect(failed).rejects.toThrow("Not read");
      expect(await mostIn(ctx)).toBe(before);
    });
    expect(await mostIn(ctx)).toBe(before);
  });
});
