import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { people, roleGrants } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, approved, type Cast, type PersonContext } from "#tests/support/reviews.ts";

describe("an approval whose evidence has changed", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function stale() {
    const { id, sequence } = await approved(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    return attachDocuments(cast.guardian, id, { sequence, documents });
  }

  const reopening = async (ctx: PersonContext) =>
    (await needsOf(ctx)).needs.filter(({ key }) => key.startsWith("reopen-"));

  /** Who of the cast is asked to reopen. */
  async function asked(): Promise<string[]> {
    const names = [];
    for (const name of ["requester", "guardian", "engineer", "second", "manager"] as const) {
      if ((await reopening(cast[name])).length > 0) names.push(name);
    }
    return names;
  }

  const leave = ({ actor }: PersonContext) =>
    db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, actor.personId));

  const isGrantOf = ({ actor }: PersonContext) => eq(roleGrants.personId, actor.personId);

  it("is the requester's to have decided again", async () => {
    const { id } = await stale();
    expect(await reopening(cast.requester)).toMatchObject([
      {
        kind: "launch",
        verb: "Reopen",
        thing: `REV-${id} Nightly export`,
        href: `/reviews/REV-${id}#decision`,
        note: "evidence changed since the approval",
      },
    ]);
    expect(await asked()).toEqual(["requester"]);
  });

  it("asks the reviewer where the requester has left", async () => {
    await stale();
    expect(await reopening(cast.engineer)).toEqual([]);
    await leave(cast.requester);
    expect(await reopening(cast.engineer)).toHaveLength(1);
  });

  it.each([
    ["has left too", () => leave(cast.engineer)],
    ["has lost the role", () => db().update(roleGrants).set({ revokedAt: NOW }).where(isGrantOf(cast.engineer))],
  ])("asks the program managers where the requester has left and the reviewer %s", async (_, goes) => {
    await stale();
    await goes();
    expect(await reopening(cast.manager)).toEqual([]);
    await leave(cast.requester);
    expect(await reopening(cast.manager)).toHaveLength(1);
    expect(await reopening(cast.second)).toEqual([]);
  });

  it("asks nobody while the evidence is what was approved", async () => {
    await approved(cast);
    expect(await asked()).toEqual([]);
  });

  it("asks nobody once it is open again", async () => {
    const { id, sequence } = await stale();
    await reopenReview(cast.requester, id, { sequence, reason: "It has changed" });
    expect(await asked()).toEqual([]);
  });

  it("asks on once it was launched past that, or before: nobody has decided on what is live", async () => {
    const { id, sequence } = await stale();
    const before = await asked();
    expect(before).toHaveLength(1);
    await breakGlass(cast.manager, id, { sequence, launchedOn: "2026-11-25", reason: "Customers wait" });
    expect(await asked()).toEqual(before);
  });
});
