import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { identities, people } from "#db/schema/index.ts";
import { identifyPerson } from "#lib/auth/identify-person.ts";
import { NOW } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";

describe("S16 an identity", () => {
  const db = useDatabase();
  const identity = { issuer: "https://id.example", subject: "u-1" };

  it("is issuer and subject together, never the e-mail address", async () => {
    const { personId, email } = await addPerson(db());
    await db()
      .insert(identities)
      .values({ personId, ...identity, createdAt: NOW });
    expect(await identifyPerson(db(), identity, NOW)).toBe(personId);
    expect(await identifyPerson(db(), { ...identity, issuer: "https://other.example" }, NOW)).toBeNull();
    expect(await identifyPerson(db(), { ...identity, subject: "U-1" }, NOW)).toBeNull();
    expect(await identifyPerson(db(), { ...identity, subject: email }, NOW)).toBeNull();
  });

  it("S12 of a deactivated person is nobody's", async () => {
    const { personId } = await addPerson(db());
    await db()
      .insert(identities)
      .values({ personId, ...identity, createdAt: NOW });
    await db().update(people).set({ deactivatedAt: NOW }).where(eq(people.id, personId));
    expect(await identifyPerson(db(), identity, NOW)).toBeNull();
  });
});
