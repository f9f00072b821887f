import { describe, expect, it } from "vitest";
import { GET } from "#app/api/v1/reviews/[ref]/evidence/[sha256]/route.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { ORIGIN } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { ESCALATES, READ_ONE_BUCKET, sha256Of } from "#tests/support/policies.ts";
import { addWorld, OF_THE_REVIEW } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the text of a document of the evidence, by API", () => {
  const world = useFilledDatabase(addWorld);
  const name = OF_THE_REVIEW.document;
  const sha256 = sha256Of(ESCALATES);

  async function read(as: string, query = "", hash = sha256) {
    actor = world().filled.as(as);
    const { ref = "" } = world().filled.params;
    const params = Promise.resolve({ ref, sha256: hash });
    const response = await GET(new Request(`${ORIGIN}/api/v1/reviews/${ref}/evidence/${hash}${query}`), { params });
    return { status: response.status, answer: await response.json() };
  }

  it("is what was attached, with where it stands", async () => {
    const whole = { status: 200, answer: { name, sha256, revision: 1, text: ESCALATES } };
    expect(await read("reviewer")).toEqual(whole);
    expect(await read("requester", `?revision=1&name=${name}`)).toEqual(whole);
  });

  it("is not found where no revision holds it, or that one does not", async () => {
    expect((await read("reviewer", "", sha256Of(READ_ONE_BUCKET))).status).toBe(404);
    expect((await read("reviewer", "?revision=2")).status).toBe(404);
    expect((await read("reviewer", "?name=other.json")).status).toBe(404);
    expect((await read("builder elsewhere")).status).toBe(404);
  });
});
