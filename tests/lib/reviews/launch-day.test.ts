import { beforeEach, describe, expect, it } from "vitest";
import { findings } from "#db/schema/index.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { answerFinding } from "#lib/findings/answer-finding.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { listProfiles } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endResultWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { breakGlass } from "#lib/reviews/launch/break-glass.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { NOT_APPROVED_THEN } from "#lib/reviews/rules/launch.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { addAcceptance } from "#tests/support/cohort.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, approved, type Cast, refuses, riskAccepted } from "#tests/support/reviews.ts";
import { LAST_DAY, type Place, waive, withBlockingResult, withWaivedResult } from "#tests/support/waivers.ts";

describe("the launch of a change on a past day, of which everything is approved by now", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const on = <C extends Context>(ctx: C, day: string) => at(ctx, `${day}T09:00:00Z`);
  const TODAY = "2026-12-01";

  /** On these days it is refused as ordinary, for this; on the others it goes past nothing, so that break-glass is refused. */
  async function refusedOn({ id, sequence }: Place, why: string, days: readonly string[], others: readonly string[]) {
    for (const launchedOn of days) {
      const launch = () => recordLaunch(on(cast.requester, TODAY), id, { sequence, launchedOn });
      expect((await refuses(db(), Invalid, launch)).message).toBe(`The launch cannot be recorded for that day. ${why}`);
    }
    for (const launchedOn of others) {
      const past = { sequence, launchedOn, reason: "The old key was leaked" };
      await refuses(db(), Invalid, () => breakGlass(on(cast.manager, TODAY), id, past));
    }
  }

  const finding = { title: "The key is in the log", severity: "high", blocking: true } as const;
  /** A blocking finding that an engineer raises on a day. */
  function raised(place: Place, day: string) {
    return raiseFinding(on(cast.engineer, day), place.id, { ...finding, sequence: place.sequence });
  }

  async function mended({ id, sequence, findingId }: Place & { findingId: number }, day: string) {
    const answer = { sequence, answer: "It is masked", state: "fixed" } as const;
    const answered = await answerFinding(on(cast.requester, day), id, findingId, answer);
    return settleFinding(on(cast.second, day), id, findingId, { sequence: answered.sequence, state: "verified" });
  }

  it("goes past evidence that was changed then, also where it was put back", async () => {
    const { id, sequence } = await approved(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    const changed = await attachDocuments(on(cast.requester, "2026-11-26"), id, { sequence, documents });
    const away = { sequence: changed.sequence };
    const place = await removeDocument(on(cast.requester, "2026-11-28"), id, 1, away);
    const why = "The evidence on that day differed from the approved evidence.";
    await refusedOn(place, why, ["2026-11-27"], ["2026-11-25", "2026-11-26", "2026-11-28", "2026-11-30"]);
    const past = { sequence: place.sequence, launchedOn: "2026-11-27", reason: "The old key was leaked" };
    await breakGlass(on(cast.manager, TODAY), id, past);
    expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([{ past: [why] }]);
  });

  it("goes past changed evidence on a day before that was approved, and past none of what is approved since", async () => {
    const { id, sequence } = await approved(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    const changed = await attachDocuments(on(cast.requester, "2026-11-26"), id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    const reopened = { sequence: changed.sequence, reason: "It changed" };
    const open = await reopenReview(on(cast.requester, "2026-11-28"), id, reopened);
    const place = await approveReview(on(cast.engineer, "2026-11-29"), id, { sequence: open.sequence });
    const why = "The evidence on that day differed from the approved evidence.";
    await refusedOn(place, why, ["2026-11-27"], ["2026-11-26", "2026-11-29"]);
  });

  it("says once of evidence that it is changed still", async () => {
    const { id, sequence } = await approved(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    const changed = await attachDocuments(on(cast.requester, "2026-11-26"), id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    const past = { sequence: changed.sequence, launchedOn: "2026-11-27", reason: "The old key was leaked" };
    await breakGlass(on(cast.manager, TODAY), id, past);
    expect((await reviewDetail(cast.auditor, id)).breakGlass).toMatchObject([
      { past: ["The evidence changed after the approval, and the review was not reopened."] },
    ]);
  });

  it("goes past a blocking finding that was open then, also where it is verified by now", async () => {
    const place = await mended(await raised(await approved(cast), "2026-11-26"), "2026-11-28");
    const why = "1 blocking finding was open on that day.";
    await refusedOn(place, why, ["2026-11-27"], ["2026-11-25", "2026-11-26", "2026-11-28", "2026-11-30"]);
  });

  it("goes past one that was open again then", async () => {
    const first = await raised(await approved(cast), "2026-11-25");
    const { id, sequence } = await mended(first, "2026-11-25");
    const { findingId } = first;
    const back = { sequence, state: "open", reason: "It is in the log still" } as const;
    const open = await settleFinding(on(cast.second, "2026-11-27"), id, findingId, back);
    const place = await mended({ ...open, findingId }, "2026-11-30");
    const why = "1 blocking finding was open on that day.";
    await refusedOn(place, why, ["2026-11-28", "2026-11-29"], ["2026-11-26", "2026-11-27", "2026-11-30"]);
  });

  it("goes past one whose risk was accepted after that day only, and past none on the days of a risk that is accepted again", async () => {
    const { findingId, ...first } = await raised(await approved(cast), "2026-11-25");
    const accepted = (day: string, place: Place, acceptedUntil: string) => {
      const second = on(cast.second, day);
      return riskAccepted({ second, manager: on(cast.manager, day) }, place, findingId, { acceptedUntil });
    };
    const one = await accepted("2026-11-26", first, "2026-11-27");
    const two = await accepted("2026-11-29", one, "2026-12-03");
    const place = await accepted("2026-11-30", two, "2026-12-10");
    const others = ["2026-11-26", "2026-11-27", "2026-11-29", "2026-11-30"];
    await refusedOn(place, "1 blocking finding was open on that day.", ["2026-11-28"], others);
  });

  it("goes past one on a day after its risk was accepted without a recommendation, of which no end is known any more", async () => {
    const { id, findingId, sequence } = await raised(await approved(cast), "2026-11-25");
    const manager = on(cast.manager, "2026-11-26");
    await db().update(findings).set({ state: "accepted", settledAt: manager.now });
    await addAcceptance(db(), { reviewId: id, findingId, expiresOn: "2026-11-27", at: manager.now });
    const data = { findingId, state: "accepted", invalidReason: null } as const;
    await record(manager, { type: "finding.settled", subject: { kind: "review", id }, data });
    const place = await riskAccepted(
      { second: on(cast.second, "2026-11-30"), manager: on(cast.manager, "2026-11-30") },
      { id, sequence },
      findingId,
      { acceptedUntil: "2026-12-10" },
    );
    const why = "1 blocking finding was open on that day.";
    await refusedOn(place, why, ["2026-11-27", "2026-11-28", "2026-11-29"], ["2026-11-26", "2026-11-30"]);
  });

  it("goes past no finding that was raised later, also where its gate is waived by now", async () => {
    const found = await raised(await approved(cast), "2026-11-28");
    const place = await waive(cast, found, { gate: "findings", now: "2026-11-30T09:00:00Z" });
    const why = "1 blocking finding was open on that day.";
    await refusedOn(place, why, ["2026-11-29"], ["2026-11-26", "2026-11-28", "2026-11-30"]);
  });

  /** Approved on waivers of all that blocks, one of which is ended on the day after. */
  async function approvedOnWaivers() {
    const { id, sequence: first, run, result } = await withWaivedResult(cast);
    const { documentName, fingerprint } = result;
    let sequence = first;
    for (const one of resultsByPlace(run?.results ?? [])) {
      if (!one.blocking || one.fingerprint === null || one.fingerprint === fingerprint) continue;
      const other = { ...result, fingerprint: one.fingerprint };
      const asked = await askResultWaiver(cast.requester, id, { sequence, ...other });
      const given = { sequence: asked.sequence, ...other, expiresOn: LAST_DAY };
      sequence = (await waiveResult(cast.second, id, given)).sequence;
    }
    const done = await approveReview(cast.engineer, id, { sequence });
    const end = { sequence: done.sequence, documentName, fingerprint, reason: "No longer" };
    return { ...(await endResultWaiver(on(cast.manager, "2026-11-26"), id, end)), result };
  }

  async function waivedAgain({ id, sequence, result }: Awaited<ReturnType<typeof approvedOnWaivers>>, day: string) {
    const asked = await askResultWaiver(on(cast.requester, day), id, { sequence, ...result });
    const given = { sequence: asked.sequence, ...result, expiresOn: LAST_DAY };
    return waiveResult(on(cast.second, day), id, given);
  }

  /** Its profile is published anew on a day, and the same revision checked under it. */
  async function checkedAnew({ id, sequence }: Place, day: string, parts: Partial<ProfileDefinition>) {
    const [standard] = await listProfiles(cast.manager);
    if (!standard) throw new Error("Unknown profile yet.");
    const { profileId, name, tiers, definition } = standard;
    await publishProfile(on(cast.manager, day), { profileId, name, tiers, definition: { ...definition, ...parts } });
    const again = await runChecksAgain(on(cast.requester, day), id, { sequence });
    await runQueuedChecks(on(systemContext(db()), day));
    return again;
  }

  const NOTHING_BLOCKS = {
    references: { identity: [], resource: [] },
    sensitive: [],
    publicAccess: false,
    validation: { block: [] },
    credentials: false,
  };

  it("goes past a result on a day on which no waiver of it held, also where one does now", async () => {
    const place = await waivedAgain(await approvedOnWaivers(), "2026-11-29");
    const others = ["2026-11-25", "2026-11-26", "2026-11-29", "2026-11-30"];
    await refusedOn(place, "1 result blocked on that day.", ["2026-11-27", "2026-11-28"], others);
  });

  it("goes past no result on the day on which the checks of the same revision were run again and passed", async () => {
    const again = await checkedAnew(await withBlockingResult(cast), "2026-11-26", NOTHING_BLOCKS);
    const place = await approveReview(on(cast.engineer, "2026-11-26"), again.id, { sequence: again.sequence });
    await refusedOn(place, NOT_APPROVED_THEN, ["2026-11-25"], ["2026-11-26", "2026-11-27"]);
  });

  it("goes past a result that blocked on that day before its checks were run again and after", async () => {
    const { result, ...ended } = await approvedOnWaivers();
    const reopened = { sequence: ended.sequence, reason: "It changed" };
    const open = await reopenReview(on(cast.requester, "2026-11-28"), ended.id, reopened);
    const accepted = { acceptedManagedPolicies: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] };
    const again = await checkedAnew(open, "2026-11-28", accepted);
    const waived = await waivedAgain({ ...again, result }, "2026-11-29");
    const place = await approveReview(on(cast.engineer, "2026-11-29"), waived.id, { sequence: waived.sequence });
    const others = ["2026-11-26", "2026-11-29"];
    await refusedOn(place, "1 result blocked on that day.", ["2026-11-27", "2026-11-28"], others);
  });
});
