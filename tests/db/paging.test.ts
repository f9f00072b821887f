import { asc, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { sliceOf, type WantedPage, weighedSlice, weightOf } from "#db/paging.ts";
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

describe("a page of a list of long texts", () => {
  const db = useDatabase();
  /** Names of so many characters each, in the order of their ids. */
  async function named(...lengths: number[]): Promise<number[]> {
    const rows = lengths.map((length, at) => ({
      name: "x".repeat(length),
      email: `${at}@example.com`,
      createdAt: new Date(0),
    }));
    return (await db().insert(people).values(rows).returning({ id: people.id })).map(({ id }) => id);
  }
  const page = (wanted?: WantedPage) => {
    const rows = db()
      .select({ id: people.id, weight: weightOf(people.name).as("weight"), n: sql`${people.id}`.as("n") })
      .from(people);
    return weighedSlice(db(), rows, wanted);
  };

  it("holds so many bytes with the row that passes it, and each row is on one page", async () => {
    const [a, b, c, d] = await named(6_000, 6_000, 6_000, 10);
    expect(await page()).toEqual({ place: { total: 4, totalIsAtLeast: false, page: 1, pages: 2 }, ids: [a, b] });
    expect((await page(2)).ids).toEqual([c, d]);
    expect((await page(99)).place.page).toBe(2);
    expect((await page(-1)).place.page).toBe(1);
  });

  it("is the one that holds a row, and the first where no row is meant", async () => {
    const [, , c] = await named(6_000, 6_000, 9_000);
    expect((await page({ holding: c ?? 0 })).place.page).toBe(2);
    expect((await page({ holding: 999_999 })).place.page).toBe(1);
  });

  it("is one page of nothing where there is nothing", async () => {
    expect(await page()).toEqual({ place: { total: 0, totalIsAtLeast: false, page: 1, pages: 1 }, ids: [] });
  });
});
