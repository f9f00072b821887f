import { beforeEach, describe, expect, it } from "vitest";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { engineersHere } from "#lib/reviews/involvement/engineers-here.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast } from "#tests/support/reviews.ts";

describe("the engineers who may have written a threat model", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const names = async () => (await engineersHere(cast.requester)).map(({ name }) => name);

  it("are those who are here, and nobody else", async () => {
    expect(await names()).toEqual(["Enzo Engineer", "Sara Second"]);
    await deactivatePerson(cast.admin, { personId: cast.second.actor.personId });
    expect(await names()).toEqual(["Enzo Engineer"]);
  });
});
