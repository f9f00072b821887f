import { describe, expect, it } from "vitest";
import { GET } from "#app/api/v1/reviews/[ref]/evidence/[sha256]/route.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { ORIGIN } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase, useProductDatabase } from "#tests/support/database.ts";
import { ESCALATES, READ_ONE_BUCKET, sha256Of } from "#tests/support/policies.ts";
import { addCast, submitted } from "#tests/support/reviews.ts";
import { addWorld, OF_THE_REVIEW } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);

async function textOf(ref: string, sha256: string, query = "") {
  const address = `${ORIGIN}/api/v1/reviews/${ref}/evidence/${sha256}${query}`;
  const response = await GET(new Request(address), { params: Promise.resolve({ ref, sha256 }) });
  return { status: response.status, answer: await response.json() };
}

describe("the text of a document of the evidence, by API", () => {
  const world = useFilledDatabase(addWorld);
  const name = OF_THE_REVIEW.document;
  const sha256 = sha256Of(ESCALATES);

  function read(as: string, query = "", hash = sha256) {
    actor = world().filled.as(as);
    const { ref = "" } = world().filled.params;
    return textOf(ref, hash, query);
  }

  it("is what was attached, with where it stands", async () => {
    const whole = { status: 200, answer: { name, sha256, revision: 1, checkedForm: null, text: ESCALATES } };
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

describe("the text of a document of which only the form has changed since the revision, by API", () => {
  const opened = useProductDatabase();

  it("names the form that the revision holds", async () => {
    const cast = await addCast(opened().db);
    actor = cast.requester.actor;
    const name = "policy.json";
    const text = `${READ_ONE_BUCKET}\n`;
    const { id, ref, sequence } = await submitted(cast);
    const attach = (content: string, sequence: number) =>
      attachDocuments(cast.requester, id, { sequence, documents: [{ name, content }] });
    const sealed = await attach(READ_ONE_BUCKET, sequence);
    const { revision } = await attach(text, sealed.sequence);
    expect(revision).toBe(sealed.revision);
    const [sha256, checkedForm] = [sha256Of(text), sha256Of(READ_ONE_BUCKET)];
    expect((await textOf(ref, sha256)).answer).toEqual({ name, sha256, revision, checkedForm, text });
  });
});
