import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { sliceOf } from "#db/paging.ts";
import { people } from "#db/schema/index.ts";
import { useDatabase } from "#tests/support/database.ts";

describe("a page of a list", () => {
  const db = useDatabase();
  const all = () => db().select({ id: people.id }).from(people).orderBy(asc(people.id));
  beforeEach(async () => {
    const names = Array.from({ length: 7 }, (_, at) => `Person ${at}`);
    await db()
      .insert(people)
      .values(names.map((name) => ({ name, email: `${name}@example.com`, createdAt: new Date(0) })));
  });

  it.each([
    [undefined, 1, 0],
    [1, 1, 0],
    [2, 2, 3],
    [3, 3, 6],
    [4, 3, 6],
    [999_999_999, 3, 6],
    [0, 1, 0],
    [-5, 1, 0],
  ])("asked for as page %s of three is page %i", async (wanted, page, offset) => {
    const place = { total: 7, totalIsAtLeast: false, page, pages: 3 };
    expect(await sliceOf(db(), all(), wanted, { size: 3 })).toEqual({ place, limit: 3, offset });
  });

  it("counts as far as it is told, and says that there is more", async () => {
    const place = { total: 6, totalIsAtLeast: true, page: 2, pages: 2 };
    expect(await sliceOf(db(), all(), 5, { size: 3, counted: 6 })).toEqual({ place, limit: 3, offset: 3 });
    expect((await sliceOf(db(), all(), 1, { counted: 7 })).place).toEqual({
      total: 7,
      totalIsAtLeast: false,
      page: 1,
      pages: 1,
    });
  });

  it("is the first of one where there is nothing", async () => {
    await db().delete(people);
    const place = { total: 0, totalIsAtLeast: false, page: 1, pages: 1 };
    expect(await sliceOf(db(), all(), 3)).toEqual({ place, limit: 50, offset: 0 });
  });
});
