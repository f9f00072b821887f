import { describe, expect, it } from "vitest";
import { rateCounts } from "#db/schema/index.ts";
import { actorKey } from "#lib/auth/actor.ts";
import { TooMany } from "#lib/errors.ts";
import { countOf } from "#lib/limits/counts.ts";
import { keepWithin } from "#lib/limits/keep-within.ts";
import { LIMITS } from "#lib/limits/rules.ts";
import { at, context, personActor, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";

const ME = "person 1";

describe("a limit of rate", () => {
  const db = useDatabase();
  const ctx = () => systemContext(db());
  const spend = async (times: number, now = ctx().now, who = ME) => {
    for (let n = 0; n < times; n += 1) await keepWithin(at(ctx(), now), "export", who);
  };

  it("S28 lets through as many as it says, and no more in the same window", async () => {
    await spend(LIMITS.export.most);
    const late = at(ctx(), new Date(ctx().now.getTime() + 18_000));
    const refusal = await keepWithin(late, "export", ME).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TooMany);
    expect(refusal).toMatchObject({ retryAfter: 42, message: expect.stringContaining("Try again in 42 seconds.") });
  });

  it("S28 begins again with the next window", async () => {
    await spend(LIMITS.export.most);
    await expect(spend(1)).rejects.toThrow(TooMany);
    await spend(1, new Date(ctx().now.getTime() + 60_000));
  });

  it("S28 counts each person, and each thing, by itself", async () => {
    await spend(LIMITS.export.most);
    await spend(1, ctx().now, "person 2");
    await keepWithin(ctx(), "upload", ME);
  });

  it("S28 counts once for all instances on one database, in one statement", async () => {
    const instances = [context(db(), personActor()), context(db(), personActor())];
    const asked = Array.from({ length: LIMITS.export.most + 5 }, (_, n) => instances[n % 2] ?? ctx());
    const answers = await Promise.allSettled(asked.map((each) => keepWithin(each, "export", actorKey(each.actor))));
    expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(5);
    expect(await countOf(ctx(), "export", ME)).toBe(LIMITS.export.most + 5);
  });

  it("S28 gives a token a count of its own", () => {
    const person = personActor({ personId: 7 });
    expect(actorKey(person)).toBe("person 7");
    expect(actorKey({ kind: "token", tokenId: 3, person, scopes: [] })).toBe("token 3");
  });

  it("keeps the window before, and forgets what is older when a new one opens", async () => {
    for (const minute of [0, 1, 2]) await spend(1, new Date(ctx().now.getTime() + minute * 60_000));
    const kept = await db().select().from(rateCounts).orderBy(rateCounts.windowStart);
    expect(kept.map(({ windowStart }) => windowStart.getUTCMinutes())).toEqual([1, 2]);
  });
});
