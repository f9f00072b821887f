import { beforeEach, describe, expect, it } from "vitest";
import { needsOf } from "#lib/agenda/queries.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { requestChanges } from "#lib/reviews/asks/request-changes.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver, endResultWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { releaseReview } from "#lib/reviews/lifecycle/release-review.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed, modelBy, type PersonContext, submitted } from "#tests/support/reviews.ts";
import { askFor, give, TAKES_MODEL, withBlockingResult, withoutModel } from "#tests/support/waivers.ts";

const gate = "threat_model";

describe("an ask for a waiver", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const needs = async (ctx: PersonContext) =>
    (await needsOf(ctx)).needs.filter(({ verb }) => verb === "Grant or decline the waiver for");
  const isAsked = async (ctx: PersonContext) => (await needs(ctx)).length > 0;

  it("stands on the home page of those who may give it, and of nobody else", async () => {
    const { id } = await askFor(cast.requester, await withoutModel(cast));
    const need = {
      key: "ask-1",
      kind: "waiver",
      verb: "Grant or decline the waiver for",
      thing: `REV-${id} Nightly export`,
      href: `/reviews/REV-${id}#gates`,
      due: null,
      overdue: false,
      atRisk: false,
      note: "Rita Requester requests a waiver for the gate “Threat model”",
    };
    for (const ctx of [cast.second, cast.manager]) expect(await needs(ctx)).toEqual([need]);
    for (const ctx of [cast.engineer, cast.requester, cast.guardian, cast.colleague, cast.auditor, cast.outsider])
      expect(await needs(ctx)).toEqual([]);
  });

  it("is not for who belongs to the team that asks, nor for who asks as well", async () => {
    const roles = ["security_engineer"] as const;
    const teamId = cast.teamId;
    const member = context(db(), await addPerson(db(), { name: "Uma", teamId, roles }));
    const elsewhere = cast.outsider.actor.teamIds[0];
    const both = context(db(), await addPerson(db(), { name: "Gwen", guardian: true, roles, teamId: elsewhere }));
    const one = await askFor(cast.requester, await claimed(cast, { ...TAKES_MODEL, guardianId: both.actor.personId }));
    expect([await isAsked(member), await isAsked(both)]).toEqual([false, true]);
    await askFor(both, one);
    expect(await isAsked(both)).toBe(false);
    // Who asked last is who is answered.
    expect(await needs(cast.second)).toMatchObject([{ note: expect.stringContaining("Gwen requests") }]);
  });

  it("stands there until it is given, and again when that was ended and is asked for again", async () => {
    const asked = await askFor(cast.requester, await withoutModel(cast));
    const { id } = asked;
    const given = await give(cast.second, asked);
    expect(await isAsked(cast.manager)).toBe(false);
    const done = await approveReview(cast.engineer, id, { sequence: given.sequence });
    const end = { sequence: done.sequence, gate, reason: "No longer" } as const;
    const ended = await endGateWaiver(cast.engineer, id, end);
    expect(await isAsked(cast.manager)).toBe(false);
    await askFor(cast.requester, { id, sequence: ended.sequence });
    expect(await isAsked(cast.manager)).toBe(true);
  });

  it("stands there as long as its gate is unmet, in a state in which it can be given", async () => {
    const one = await askFor(cast.requester, await withoutModel(cast));
    const versionId = await modelBy(cast.requester, cast);
    await attachThreatModel(cast.requester, one.id, { sequence: one.sequence, versionId });
    expect(await isAsked(cast.second)).toBe(false);
    const { id, sequence } = await askFor(cast.requester, await withoutModel(cast));
    expect(await isAsked(cast.second)).toBe(true);
    const wanted = { sequence, reasonCode: "evidence", message: "Where is the model?" } as const;
    await requestChanges(cast.engineer, id, wanted);
    expect(await isAsked(cast.second)).toBe(false);
    const other = await askFor(cast.requester, await withoutModel(cast));
    expect(await isAsked(cast.second)).toBe(true);
    await cancelReview(cast.requester, other.id, { sequence: other.sequence, reason: "Not needed" });
    expect(await isAsked(cast.second)).toBe(false);
  });

  it("is not for who has stated a conflict, and of anyone who reviews by then", async () => {
    const { id, sequence } = await submitted(cast, TAKES_MODEL);
    const mine = await claimReview(cast.second, id, { sequence, conflict: "I designed it" });
    const free = await releaseReview(cast.second, id, { sequence: mine.sequence, reason: "Conflict" });
    const theirs = await claimReview(cast.engineer, id, { sequence: free.sequence, conflict: "" });
    await askFor(cast.requester, theirs);
    expect([await isAsked(cast.second), await isAsked(cast.manager)]).toEqual([false, true]);
  });

  it("of a result stands there as long as the checks find it and it is not waived", async () => {
    const { id, sequence, result } = await withBlockingResult(cast);
    const asked = await askResultWaiver(cast.guardian, id, { sequence, ...result });
    expect(await needs(cast.second)).toMatchObject([
      {
        thing: `REV-${id} Nightly export`,
        href: `/reviews/REV-${id}#checks`,
        note: "Gus Guardian requests a waiver for a result in role.json",
      },
    ]);
    const given = { ...result, sequence: asked.sequence, expiresOn: "2026-12-20" };
    const waived = await waiveResult(cast.second, id, given);
    const again = await askResultWaiver(cast.guardian, id, { ...result, sequence: waived.sequence });
    expect(await isAsked(cast.manager)).toBe(false);
    const ended = await endResultWaiver(cast.manager, id, { ...result, sequence: again.sequence });
    expect(await isAsked(cast.manager)).toBe(true);
    const better = [{ name: "role.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, id, { sequence: ended.sequence, documents: better });
    await runQueuedChecks(systemContext(db()));
    expect(await isAsked(cast.manager)).toBe(false);
  });
});
