import { describe, expect, it } from "vitest";
import HomePage from "#app/(program)/(home)/page.tsx";
import ReviewsPage from "#app/(program)/reviews/(overview)/page.tsx";
import NewReviewPage from "#app/(program)/reviews/new/page.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { addCast, rejected, submitted } from "#tests/support/reviews.ts";
import { shownText } from "#tests/support/shown-text.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("a new review", () => {
  const opened = useProductDatabase();
  const query = Promise.resolve({});

  it("is offered to anyone who may ask for one, and to nobody else", async () => {
    const cast = await addCast(opened().db);
    const leader = await addPerson(opened().db, { roles: ["leader"] });
    const people: [PersonActor, boolean][] = [
      [cast.requester.actor, true],
      [cast.guardian.actor, true],
      [cast.engineer.actor, true],
      [cast.manager.actor, true],
      [cast.admin.actor, false],
      [cast.auditor.actor, false],
      [leader, false],
    ];
    for (const [person, asks] of people) {
      actor = person;
      const home = await shownText(await HomePage());
      const list = await shownText(await ReviewsPage({ searchParams: query }));
      const form = await shownText(await NewReviewPage({ searchParams: query }));
      expect([home.includes("New review"), list.includes("New review")], person.name).toEqual([asks, asks]);
      expect(form.includes("You are not in a team"), person.name).toBe(!asks);
    }
  });

  it("follows a rejected review for whom it may, and says why not, or nothing of what is not there", async () => {
    const cast = await addCast(opened().db);
    const { ref } = await rejected(cast);
    const open = await submitted(cast);
    const shown = (person: PersonActor, after: string) => {
      actor = person;
      return NewReviewPage({ searchParams: Promise.resolve({ after }) }).then(shownText);
    };
    expect(await shown(cast.requester.actor, ref)).toContain(`Follows ${ref}, which was rejected.`);
    const refused = await shown(cast.requester.actor, open.ref);
    expect(refused).not.toContain("which was rejected.");
    expect(refused).toContain("Only a rejected review can have a follow-up review.");
    expect(await shown(cast.colleague.actor, ref)).toContain("Only the requester or the assigned guardian");
    for (const after of ["REV-99999", "REV-0", "anything"]) {
      await expect(shown(cast.requester.actor, after)).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
    }
    await expect(shown(cast.outsider.actor, ref)).rejects.toThrow("NEXT_HTTP_ERROR_FALLBACK;404");
  });

  it("follows a rejected review for who asked for it, though they are in no team by now", async () => {
    const cast = await addCast(opened().db);
    const { ref } = await rejected(cast);
    actor = { ...cast.requester.actor, teamIds: [] };
    const text = await shownText(await NewReviewPage({ searchParams: Promise.resolve({ after: ref }) }));
    expect(text).toContain(`Follows ${ref}, which was rejected.`);
    expect(text).not.toContain("You are not in a team");
  });
});
