import { TransactionRollbackError } from "drizzle-orm/errors";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { NOW } from "#tests/support/actors.ts";
import { type ApiOperation, apiOperations, type Params, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { exampleBody } from "#tests/support/example-body.ts";
import { addService } from "#tests/support/people.ts";
import { draftOf } from "#tests/support/reviews.ts";
import { addWorld } from "#tests/support/world.ts";
import { ALL, knownTo, type Name, SEE_THE_REVIEW, WRITTEN_BY } from "./who-may-what.ts";

let actor: PersonActor;
askedBy(() => actor);
// What happens in the world is of one day, and pages show what was lately.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterAll(() => void vi.useRealTimers());

/** Nothing of the world waits for a second admin, nobody holds the role that is revoked, and the review has no condition. */
const NOTHING_THERE = [
  "POST /api/v1/people/[person]/grants/[grant]/confirmation",
  "POST /api/v1/people/[person]/identities/[identity]/confirmation",
  "POST /api/v1/people/[person]/roles/[role]/revocation",
  "POST /api/v1/reviews/[ref]/conditions/[condition]/keeping",
  "POST /api/v1/reviews/[ref]/conditions/[condition]/verification",
];

// Handlers are called as they are: no proxy stands before them.
describe("anyone who writes", () => {
  const world = useFilledDatabase(addWorld);
  let writes: ApiOperation[];
  beforeAll(async () => {
    writes = (await apiOperations()).filter(({ method }) => method !== "GET");
  });

  const own = () => {
    const { fingerprint, person, sequence } = world().filled.params;
    // A new review follows none here: that is of whose the other one was.
    return { fingerprint, personId: Number(person), sequence: Number(sequence), previousReviewId: null };
  };

  /** What the person is answered. Nothing of it stays, so that everybody finds the world as it was. */
  async function tried(who: Name, operation: ApiOperation, asked: { params?: Params; body?: unknown } = {}) {
    const { db, filled } = world();
    actor = filled.as(who);
    let status = 0;
    const attempt = db.transaction(async (tx) => {
      vi.stubGlobal("guardiansDatabase", Promise.resolve({ db: tx }));
      const body = exampleBody(operation, own());
      status = (await send(operation, { params: filled.params, body, ...asked })).status;
      tx.rollback();
    });
    await expect(attempt).rejects.toThrow(TransactionRollbackError);
    return status;
  }

  it("S02 is asked for by name on every route that writes", () => {
    expect(writes.map(({ name }) => name).sort()).toEqual(Object.keys(WRITTEN_BY).sort());
  });

  it.each(ALL)(
    "S02 S03 is let past the gates that are theirs, refused at the rest, and told nothing of the unseen: %s",
    async (who) => {
      for (const operation of writes) {
        const { name } = operation;
        const known = knownTo(name).includes(who);
        const may = WRITTEN_BY[name]?.includes(who) ?? false;
        const status = await tried(who, operation);
        // Past its gate a write may still be too early or too late.
        const kind = status === 403 || status === 404 ? status : "past the gate";
        const expected = may ? (NOTHING_THERE.includes(name) ? 404 : "past the gate") : 403;
        expect([name, kind]).toEqual([name, known ? expected : 404]);
      }
    },
  );

  it.each([
    ["documents/[document]/removal", "requester", "REV-3", 1],
    ["findings/[finding]/answer", "requester", "REV-2", 2],
    ["findings/[finding]/acceptance", "program manager", "REV-2", 2],
    ["findings/[finding]/recommendation", "engineer", "REV-2", 2],
    ["findings/[finding]/refusal", "program manager", "REV-2", 2],
    ["findings/[finding]/settlement", "engineer", "REV-2", 2],
    ["conditions/[condition]/keeping", "requester", "REV-5", 4],
    ["conditions/[condition]/verification", "reviewer", "REV-5", 4],
  ] as const)("S02 reaches nothing of one review through another: %s", async (path, who, ref, sequence) => {
    const operation = writes.find((write) => write.path === `/api/v1/reviews/[ref]/${path}`);
    if (!operation) throw new Error(`No operation is at ${path}`);
    const asked = { params: { ...world().filled.params, ref }, body: exampleBody(operation, { ...own(), sequence }) };
    expect(await tried(who, operation, asked)).toBe(404);
  });

  it("S02 names in a body nothing that they may not see", async () => {
    const ref = await ownReview("builder elsewhere");
    const serviceId = await addService(world().db, { teamId: world().filled.as("builder elsewhere").teamIds[0] ?? 0 });
    const params = { ...world().filled.params, ref };
    const named: [string, Record<string, unknown>, number][] = [
      ["PUT /api/v1/reviews/[ref]/threat-model", { sequence: 1, versionId: 1 }, 404],
      ["POST /api/v1/threat-models", { serviceId, threatModelId: 1 }, 404],
      ["POST /api/v1/activities", { reviewId: 1 }, 404],
      ["POST /api/v1/reviews", { serviceId, guardianId: null, previousReviewId: 1 }, 404],
    ];
    for (const [name, values, status] of named) {
      const operation = writes.find((write) => write.name === name);
      if (!operation) throw new Error(`No operation is ${name}`);
      const body = exampleBody(operation, values);
      expect([name, await tried("builder elsewhere", operation, { params, body })]).toEqual([name, status]);
    }
    expect(SEE_THE_REVIEW).not.toContain("builder elsewhere");
  });

  async function ownReview(who: Name): Promise<string> {
    const { db, filled } = world();
    const [teamId = 0] = filled.as(who).teamIds;
    const ctx = { ...filled.cast.requester, actor: filled.as(who), db };
    const wanted = { ...draftOf(filled.cast), serviceId: await addService(db, { teamId }), guardianId: null };
    return (await draftReview(ctx, wanted)).ref;
  }
});
