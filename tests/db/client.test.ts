import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPglite } from "#db/client.ts";
import { layEmbedded } from "#tests/support/databases/lay-embedded.ts";

describe("opening a database", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "guardians-client-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("S49 refuses one that a newer version has migrated, and opens its own again", async () => {
    const data = path.join(folder, "pglite");
    layEmbedded(folder);
    const again = await openPglite(data);
    await again.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', ${Date.now() + 1e10})`,
    );
    await again.close();
    await expect(openPglite(data)).rejects.toThrow("A newer version of Guardians");
  });
});
