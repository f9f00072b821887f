import { describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, approvedWithConditions } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("saying over the API that a condition is kept", () => {
  const opened = useProductDatabase();

  async function ask(by: PersonActor, name: string, params: Record<string, string>, body?: unknown) {
    actor = by;
    const operation = (await apiOperations()).find((one) => one.name === name);
    if (!operation) throw new Error(`No operation is ${name}`);
    const answer = await send(operation, { params, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, answer: (await answer.json()) as ReviewDetail & { problems?: unknown } };
  }

  it("takes the owner's word, and shows it to who verifies it", async () => {
    const cast = await addCast(opened().db);
    const { ref, sequence } = await approvedWithConditions(cast);
    const keeping = "POST /api/v1/reviews/[ref]/conditions/[condition]/keeping";
    const params = { ref, condition: "1" };
    const note = "The old key is disabled";
    const empty = await ask(cast.requester.actor, keeping, params, { sequence, note: "" });
    expect([empty.status, empty.answer.problems]).toEqual([422, [expect.objectContaining({ path: ["note"] })]]);
    expect((await ask(cast.colleague.actor, keeping, params, { sequence, note })).status).toBe(403);
    expect((await ask(cast.requester.actor, keeping, params, { sequence, note })).status).toBe(200);

    const { answer } = await ask(cast.engineer.actor, "GET /api/v1/reviews/[ref]", { ref });
    expect(answer.decisions[0]?.conditions).toMatchObject([{ kept: { by: { name: "Rita Requester" }, note } }]);
    const verification = "POST /api/v1/reviews/[ref]/conditions/[condition]/verification";
    const verified = await ask(cast.engineer.actor, verification, params, { sequence: answer.sequence });
    expect([verified.status, verified.answer.state]).toEqual([200, "approved"]);
  });
});
