import { beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, submitted } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("adding evidence over the API", () => {
  const opened = useProductDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(opened().db);
    actor = cast.requester.actor;
  });

  async function add(ref: string, body: unknown) {
    const operation = (await apiOperations()).find(({ name }) => name === "POST /api/v1/reviews/[ref]/evidence");
    if (!operation) throw new Error("No operation adds evidence");
    const answer = await send(operation, { params: { ref }, body });
    return { status: answer.status, answer: (await answer.json()) as { revision?: number; problems?: unknown } };
  }

  it("makes one revision of documents and a threat model, or none of them", async () => {
    const { ref, sequence, revision } = await submitted(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    const threatModel = { fileName: "model.json", content: composerModel(), authorRole: "builder" };
    const broken = await add(ref, { sequence, documents, threatModel: { ...threatModel, content: "{" } });
    expect(broken.status).toBe(422);
    const added = await add(ref, { sequence, documents, threatModel });
    expect([added.status, added.answer.revision]).toEqual([200, revision + 1]);
  });

  it("wants one of them", async () => {
    const { ref, sequence } = await submitted(cast);
    const { status, answer } = await add(ref, { sequence });
    expect(status).toBe(422);
    expect(answer.problems).toMatchObject([{ path: ["documents"] }]);
  });
});
