import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "#lib/context.ts";
import { reviewsPage } from "#lib/pages/reviews-page.ts";
import { countReviews, listReviews } from "#lib/reviews/queries.ts";
import { exportReviews } from "#lib/reviews/queue/export-reviews.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { addSubmitted } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addService } from "#tests/support/people.ts";
import { addCast, type Cast, claimed, drafted, submitted } from "#tests/support/reviews.ts";

describe("the list of reviews, narrowed", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  /** The titles that the list holds, which the count and the file hold too. */
  const titles = async (ctx: Context, query: Record<string, string>) => {
    const filter = readFilter({ tab: "all", ...query });
    const { reviews, total } = await listReviews(ctx, filter);
    const rows = (await exportReviews(ctx, filter)).trimEnd().split("\n").slice(1);
    expect([await countReviews(ctx, filter), rows.length]).toEqual([total, total]);
    return reviews.map(({ title }) => title).sort();
  };
  const idOf = ({ actor }: Cast["requester"]) => String(actor.personId);

  it("to a person holds what they asked for, are the guardian of or review", async () => {
    await claimed(cast, { title: "Claimed" });
    await submitted(cast, { title: "Waits", guardianId: null });
    expect(await titles(cast.manager, { person: idOf(cast.requester) })).toEqual(["Claimed", "Waits"]);
    expect(await titles(cast.manager, { person: idOf(cast.guardian) })).toEqual(["Claimed"]);
    expect(await titles(cast.manager, { person: idOf(cast.engineer) })).toEqual(["Claimed"]);
    expect(await titles(cast.manager, { person: idOf(cast.second) })).toEqual([]);
  });

  it("to a person and more holds what is both", async () => {
    await claimed(cast, { title: "Claimed" });
    await submitted(cast, { title: "Waits" });
    expect(await titles(cast.manager, { person: idOf(cast.requester), state: "submitted" })).toEqual(["Waits"]);
    expect(await titles(cast.manager, { person: idOf(cast.requester), q: "claim" })).toEqual(["Claimed"]);
  });

  it("to words holds what has them in its title, and the review that they name", async () => {
    const { id } = await drafted(cast, { title: "Named" });
    await drafted(cast, { title: `Follows REV-${id}` });
    await drafted(cast, { title: "Another" });
    for (const q of [`REV-${id}`, `rev-${id}`, String(id)]) {
      expect(await titles(cast.manager, { q })).toEqual([`Follows REV-${id}`, "Named"]);
    }
    expect(await titles(cast.manager, { q: "follows" })).toEqual([`Follows REV-${id}`]);
    expect(await titles(cast.outsider, { q: String(id) })).toEqual([]);
  });

  it("to a service holds its reviews alone", async () => {
    const serviceId = await addService(db(), { teamId: cast.teamId, name: "Ledger" });
    await drafted(cast, { title: "Of the ledger", serviceId });
    await drafted(cast, { title: "For another" });
    expect(await titles(cast.manager, { service: String(serviceId) })).toEqual(["Of the ledger"]);
  });

  it("to what is decided holds what was closed after it, and nothing that is open or was cancelled", async () => {
    const at = { submitted: "2026-10-01T09:00:00Z", serviceId: cast.serviceId };
    const decided = "2026-10-02T09:00:00Z";
    for (const state of ["approved", "approved_with_conditions", "rejected", "closed"] as const) {
      await addSubmitted(db(), { ...at, decided, state, title: state });
    }
    await addSubmitted(db(), { ...at, decided, state: "in_review", title: "Reopened" });
    await addSubmitted(db(), { ...at, state: "cancelled", title: "Cancelled" });
    expect(await titles(cast.manager, { state: "decided" })).toEqual([
      "approved",
      "approved_with_conditions",
      "closed",
      "rejected",
    ]);
  });

  it("keeps the order that is asked for, page by page", async () => {
    for (let n = 1; n <= 52; n += 1) await drafted(cast, { title: `Change ${n}` });
    for (const sort of ["-updated", "launch"]) {
      const page = (more: Record<string, string>) =>
        listReviews(cast.manager, readFilter({ tab: "all", sort, ...more }));
      const person = idOf(cast.requester);
      for (const at of ["1", "2"]) {
        const [all, narrowed] = [await page({ page: at }), await page({ page: at, person })];
        expect(narrowed.reviews.map(({ id }) => id)).toEqual(all.reviews.map(({ id }) => id));
        expect([narrowed.page, narrowed.pages, narrowed.total]).toEqual([Number(at), 2, 52]);
      }
    }
  });

  it("S02 opens nothing that the reader may not see", async () => {
    await claimed(cast, { title: "Claimed" });
    for (const [part, id] of [
      ["person", idOf(cast.requester)],
      ["service", String(cast.serviceId)],
    ] as const) {
      expect(await titles(cast.outsider, { [part]: id })).toEqual([]);
      expect(await titles(cast.colleague, { [part]: id })).toEqual(["Claimed"]);
    }
  });

  it("says what it is narrowed to by name, and where there is no such thing", async () => {
    const serviceId = await addService(db(), { teamId: cast.teamId, name: "Ledger" });
    const query = { service: String(serviceId), person: idOf(cast.guardian), reviewer: idOf(cast.engineer) };
    const { names } = await reviewsPage(cast.outsider, readFilter(query));
    expect(names).toEqual({
      team: null,
      service: "Ledger",
      guardian: null,
      reviewer: "Enzo Engineer",
      person: "Gus Guardian",
    });
    const unknown = await reviewsPage(cast.manager, readFilter({ service: "987654", person: "987654" }));
    expect(unknown).toMatchObject({ list: { reviews: [], total: 0 }, names: { service: null, person: null } });
  });

  it("by launch lists by the day of the launch, and by that which is asked for before it", async () => {
    const at = { submitted: "2026-10-01T09:00:00Z", serviceId: cast.serviceId, state: "approved" as const };
    const wanted = (title: string, requestedLaunchOn: string | null, launchedOn: string | null = null) =>
      addSubmitted(db(), { ...at, title, requestedLaunchOn, launchedOn });
    await wanted("Asked for in December", "2026-12-02");
    await wanted("No day", null);
    await wanted("Launched late", "2026-10-10", "2026-12-03");
    await wanted("Launched early", "2026-12-20", "2026-12-01");
    const { reviews } = await listReviews(cast.manager, readFilter({ tab: "all", sort: "launch" }));
    expect(reviews.map(({ title }) => title)).toEqual([
      "Launched early",
      "Asked for in December",
      "Launched late",
      "No day",
    ]);
  });
});
