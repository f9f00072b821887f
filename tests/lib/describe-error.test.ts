import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { people } from "#db/schema/index.ts";
import { describeError } from "#lib/describe-error.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

const CANARY = "canary-7f3a";

async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing failed");
}

describe("an error as it is logged", () => {
  const db = useDatabase();

  it("S39 has the SQL of a failed query and the code of the database, and nothing of what was sent", async () => {
    const { email } = await addPerson(db(), { email: `${CANARY}@example.com` });
    const twice = await errorOf(() => addPerson(db(), { email }));
    expect(describeError(twice)).toMatchObject({
      message: expect.stringMatching(/^Failed query: insert into "people"/),
      cause: { code: "23505", table: "people", constraint: expect.any(String) },
    });
    const noNumber = await errorOf(() => db().execute(sql`select ${CANARY}::int`));
    const noText = await errorOf(() =>
      db()
        .select()
        .from(people)
        .where(eq(people.name, `${CANARY}\0`)),
    );
    for (const error of [twice, noNumber, noText]) {
      const written = JSON.stringify(describeError(error));
      expect(written).not.toContain(CANARY);
      expect(written).toContain("at ");
    }
  });

  it.each([
    ["text that is no JSON", () => JSON.parse(`{"a": ${CANARY} "b`)],
    ["an address", () => new URL(`//${CANARY}`)],
    ["a message of several lines", () => Promise.reject(new Error(`Wrong: "x"\n    at ${CANARY} (file.ts:1:1)`))],
    ["a message that was changed", () => Promise.reject(Object.assign(new Error(CANARY), { message: "" }))],
    ["a quote that never ends", () => Promise.reject(new Error(`Wrong: “a ” b ${CANARY}`))],
    ["a cause", () => Promise.reject(new Error("Outer", { cause: new Error(`Inner "${CANARY}"`) }))],
    ["no error at all", () => Promise.reject(`"${CANARY}"`)],
  ])("S39 says nothing of %s", async (_, work) => {
    expect(JSON.stringify(describeError(await errorOf(work)))).not.toContain(CANARY);
  });

  it("says where it was thrown, with its code", () => {
    const error = Object.assign(new TypeError("Cannot read properties of undefined (reading 'x')"), { code: "E_X" });
    expect(describeError(error)).toEqual({
      name: "TypeError",
      message: "Cannot read properties of undefined (reading …",
      code: "E_X",
      stack: expect.stringMatching(/^TypeError\n\s+at .*describe-error\.test\.ts/),
    });
  });
});
