import { beforeEach, describe, expect, it } from "vitest";
import { DELETE, GET, PATCH, POST, PUT } from "#app/api/v1/[[...path]]/route.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { personActor } from "#tests/support/actors.ts";
import { ORIGIN } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

let actor: PersonActor | null;
askedBy(() => actor);

describe("an address that the API does not have", () => {
  const database = useProductDatabase();
  beforeEach(async () => {
    actor = personActor(await addPerson(database().db));
  });

  const ask = (answer: typeof GET, method: string, init: RequestInit = {}) => {
    const request = new Request(`${ORIGIN}/api/v1/reviews/REV-1/nothing?zebra=1`, { method, ...init });
    return answer(request, { params: Promise.resolve({}) });
  };

  it.each(Object.entries({ GET, POST, PUT, PATCH, DELETE }))(
    "is a problem to anyone who asks, by %s",
    async (method, answer) => {
      const response = await ask(answer, method, method === "GET" ? {} : { body: "not JSON" });
      expect([response.status, response.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
      expect(await response.json()).toMatchObject({ title: "Not found", detail: "The address was not found." });
    },
  );

  it("S01 tells anyone who has not signed in no more than any other", async () => {
    actor = null;
    const response = await ask(GET, "GET");
    expect([response.status, response.headers.get("content-type")]).toEqual([401, "application/problem+json"]);
  });
});
