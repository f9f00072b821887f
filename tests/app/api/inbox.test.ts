import { beforeEach, describe, expect, it } from "vitest";
import { GET } from "#app/api/v1/inbox/route.ts";
import { PUT } from "#app/api/v1/inbox/seen/route.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { commentOnReview } from "#lib/reviews/asks/comment-on-review.ts";
import { ORIGIN } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useProductDatabase } from "#tests/support/database.ts";
import { addCast, claimed } from "#tests/support/reviews.ts";

let actor: PersonActor;
askedBy(() => actor);

describe("the inbox, by API", () => {
  const database = useProductDatabase();

  beforeEach(async () => {
    const cast = await addCast(database().db);
    const { id } = await claimed(cast);
    for (const by of [cast.engineer, cast.second]) await commentOnReview(by, id, { body: "Which bucket?" });
    actor = cast.requester.actor;
  });

  const read = async (): Promise<Inbox> => (await GET(new Request(`${ORIGIN}/api/v1/inbox`), NOTHING)).json();
  const see = (body: unknown) =>
    PUT(
      new Request(`${ORIGIN}/api/v1/inbox/seen`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
      NOTHING,
    );

  it("is read as far as its reader says, and answers how it stands then", async () => {
    const { unread, items } = await read();
    expect([unread, items[1]?.unread]).toEqual([2, true]);
    const seen = await see({ upTo: items[1]?.id });
    expect([seen.status, ((await seen.json()) as Inbox).unread]).toEqual([200, 1]);
    await see({ upTo: items[0]?.id });
    expect((await read()).unread).toBe(0);
  });

  it("stays unread for anyone who says nothing of how far", async () => {
    expect((await see({})).status).toBe(422);
    expect((await read()).unread).toBe(2);
  });
});

const NOTHING = { params: Promise.resolve({}) };
