import { beforeEach, describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { systemContext } from "#tests/support/actors.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { ESCALATES } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("asking for changes over the API", () => {
  const opened = useProductDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(opened().db);
  });

  async function ask(by: PersonActor, name: string, ref: string, body?: unknown) {
    actor = by;
    const operation = (await apiOperations()).find((one) => one.name === name);
    if (!operation) throw new Error(`No operation is ${name}`);
    const answer = await send(operation, { params: { ref }, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, answer: (await answer.json()) as ReviewDetail & { problems?: unknown } };
  }

  it("lists what can be asked for, takes what is, and shows it to who answers", async () => {
    const { id, ref, sequence } = await claimed(cast);
    const documents = [{ name: "role.json", content: ESCALATES }];
    await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(opened().db));
    const { engineer, requester } = cast;
    const read = async (by: PersonActor) => (await ask(by, "GET /api/v1/reviews/[ref]", ref)).answer;

    const { askable, sequence: now } = await read(engineer.actor);
    const [first] = askable?.results ?? [];
    expect(first).toMatchObject({ verdict: "fail", place: expect.stringContaining("role.json") });
    const request = "POST /api/v1/reviews/[ref]/change-request";
    const body = { sequence: now, reasonCode: "evidence", asks: { results: [first?.key] } };
    const wrongKey = { ...body, asks: { results: ["0".repeat(64)] } };
    const refused = await ask(engineer.actor, request, ref, wrongKey);
    expect(refused.status).toBe(422);
    expect(refused.answer.problems).toMatchObject([{ path: ["asks", "results", 0] }]);
    expect((await ask(requester.actor, request, ref, body)).status).toBe(403);
    expect((await ask(engineer.actor, request, ref, body)).status).toBe(200);

    const asked = await read(requester.actor);
    expect(asked.askable).toBeNull();
    expect(asked.asks).toMatchObject([{ words: first?.words, place: first?.place, mended: false, revision: 2 }]);
  });
});
