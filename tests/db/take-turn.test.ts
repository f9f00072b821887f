import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { TURNS } from "#db/take-turn.ts";

describe("what one instance at a time does", () => {
  it("has a number each, so that nothing keeps another thing from being done", () => {
    const numbers = Object.values(TURNS);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it("is taken here alone, and by the migrations", () => {
    const taking = ["app", "db", "lib"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => path.join(folder, name))
        .filter((file) => /pg_(try_)?advisory/.test(readFileSync(file, "utf8"))),
    );
    expect(taking.sort()).toEqual(["db/client.ts", "db/take-turn.ts"]);
    const migrating = /MIGRATION_LOCK = ([\d_]+);/.exec(readFileSync("db/client.ts", "utf8"))?.[1]?.replaceAll("_", "");
    expect(Object.values(TURNS)).not.toContain(Number(migrating));
  });
});
