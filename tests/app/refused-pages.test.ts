import { desc } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import ImportReviewsPage from "#app/(program)/reviews/import/page.tsx";
import ActivityPage from "#app/(program)/settings/activity/page.tsx";
import PeopleSettingsPage from "#app/(program)/settings/people/page.tsx";
import { events } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("a page that anyone who asks may not read", () => {
  const opened = useProductDatabase();
  const props = { searchParams: Promise.resolve({}) };

  it.each([
    ["/settings/activity", () => ActivityPage(props), "You cannot read the activity log"],
    ["/settings/people", () => PeopleSettingsPage(props), "People and roles are for admins"],
    ["/reviews/import", () => ImportReviewsPage(), "For program managers"],
  ])("S41 is recorded as a refusal: %s", async (path, page, words) => {
    const { db } = opened();
    actor = await addPerson(db);
    expect(await shownText(await page())).toContain(words);
    const [last] = await db.select().from(events).orderBy(desc(events.id)).limit(1);
    expect(last).toMatchObject({
      ...{ type: "access.refused", actorKind: "person", actorId: actor.personId },
      ...{ subjectKind: "person", subjectId: actor.personId, data: { action: `GET ${path}` } },
    });
  });
});
