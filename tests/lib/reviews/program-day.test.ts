import { beforeEach, describe, expect, it } from "vitest";
import { findings, program, reviews } from "#db/schema/index.ts";
import { conditionNeeds } from "#lib/agenda/promise-needs.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";
import { at } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import {
  addCast,
  approved,
  approvedWithConditions,
  type Cast,
  claimed,
  conditionOf,
  refuses,
} from "#tests/support/reviews.ts";

const ZONE = "Asia/Tokyo";
/** Half past eight in the morning of the 26th in Tokyo; in UTC it is still the 25th. */
const MORNING = "2026-11-25T23:30:00Z";
const [YESTERDAY, TODAY, TOMORROW] = ["2026-11-25", "2026-11-26", "2026-11-27"];

describe("in the program's morning, while it is yesterday in UTC", () => {
  const db = useDatabase();
  let cast: Cast;
  const now = <C extends Context>(ctx: C): C => at(ctx, MORNING, ZONE);

  beforeEach(async () => {
    cast = await addCast(db());
    await db().update(program).set({ timeZone: ZONE });
  });

  it("a launch of today is recorded, and none of tomorrow", async () => {
    const { id, sequence } = await approved(cast);
    const launch =
      (launchedOn = "") =>
      () =>
        recordLaunch(now(cast.requester), id, { sequence, launchedOn });
    await refuses(db(), Invalid, launch(TOMORROW));
    expect((await launch(TODAY)()).sequence).toBe(sequence + 1);
    const promised = await approvedWithConditions(cast);
    const past = { sequence: promised.sequence, launchedOn: TODAY, reason: "The old key was leaked" };
    expect(await breakGlass(now(cast.manager), promised.id, past)).toMatchObject({ id: promised.id });
  });

  it("a review is put on hold until tomorrow, and not until today", async () => {
    const { id, sequence } = await claimed(cast);
    const hold =
      (resumeOn = "") =>
      () =>
        holdReview(now(cast.engineer), id, { sequence, reasonCode: "people", reason: "On leave", resumeOn });
    await refuses(db(), Invalid, hold(TODAY));
    expect((await hold(TOMORROW)()).state).toBe("on_hold");
  });

  it("a condition is due today or later, and overdue from the day after", async () => {
    const { id, sequence } = await claimed(cast);
    const promise = (dueOn: string | undefined) => () =>
      approveReview(now(cast.engineer), id, { sequence, conditions: [conditionOf(cast, { dueOn })] });
    const { problems } = await refuses(db(), Invalid, promise(YESTERDAY));
    const message = "must not be before 26 Nov 2026, today in the program's time zone";
    expect(problems).toEqual([{ path: ["conditions", 0, "dueOn"], message }]);
    await promise(TODAY)();
    const overdue = async (ctx: Context & { actor: PersonActor }) =>
      (await conditionNeeds(ctx)).map((need) => need.overdue);
    expect(await overdue(now(cast.requester))).toEqual([false]);
    expect(await overdue(at(cast.requester, "2026-11-26T15:00:00Z", ZONE))).toEqual([true]);
  });

  it("the days of a finding are counted from today", async () => {
    const { id, sequence } = await claimed(cast);
    await raiseFinding(now(cast.engineer), id, { title: "Open", severity: "critical", blocking: false, sequence });
    expect(await db().select({ dueOn: findings.dueOn }).from(findings)).toEqual([{ dueOn: "2026-12-03" }]);
    expect(await db().select({ state: reviews.state }).from(reviews)).toEqual([{ state: "in_review" }]);
  });
});
