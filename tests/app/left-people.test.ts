import { describe, expect, it } from "vitest";
import PersonPage from "#app/(program)/guardians/[person]/page.tsx";
import PeopleSettingsPage from "#app/(program)/settings/people/page.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { context } from "#tests/support/actors.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("someone who has left", () => {
  const opened = useProductDatabase();

  it("is said to have left on their page and in the settings, where they hold no role any more", async () => {
    actor = await addPerson(opened().db, { name: "Ada", roles: ["admin"] });
    const { personId } = await addPerson(opened().db, { name: "Eve", roles: ["security_engineer"] });
    const shown = async () => [
      await shownText(await PersonPage({ params: Promise.resolve({ person: String(personId) }) })),
      await shownText(await PeopleSettingsPage({ searchParams: Promise.resolve({ q: "Eve" }) })),
    ];
    for (const text of await shown()) {
      expect(text).toContain("Security engineer");
      expect(text).not.toMatch(/[Ll]eft/);
    }
    await deactivatePerson(context(opened().db, actor), { personId });
    const [page = "", settings = ""] = await shown();
    for (const text of [page, settings]) {
      expect(text).not.toContain("Security engineer");
      expect(text).toContain("None (left)");
    }
    expect(page).toContain("Has left");
    expect(settings).toContain("Deactivated");
  });
});
