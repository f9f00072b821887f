import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, reviews } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { Forbidden } from "#lib/errors.ts";
import { acceptRisk } from "#lib/findings/accept-risk.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { recommendRisk } from "#lib/findings/recommend-risk.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { loadReview } from "#lib/reviews/detail.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { cancelReview } from "#lib/reviews/lifecycle/cancel-review.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import {
  addCast,
  type Cast,
  modelBy,
  type PersonContext,
  refuses,
  riskAccepted,
  submitted,
} from "#tests/support/reviews.ts";
import { askFor, give, waive, withoutModel, withWaivedResult } from "#tests/support/waivers.ts";

const gate = "threat_model";

describe("the end of a waiver", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const waived = async (expiresOn?: string) => waive(cast, await withoutModel(cast), expiresOn ? { expiresOn } : {});

  const announce = (now: string, timeZone?: string) => announceWaivers(at(systemContext(db()), now, timeZone));
  const announced = async () => {
    const rows = await db().select().from(events).where(eq(events.type, "review.waiver-announced")).orderBy(events.id);
    return rows.map(({ subjectId, data }): Record<string, unknown> => ({ subjectId, ...data }));
  };
  const changed = (id: number) => loadReview(cast.engineer, id);
  const inbox = async (ctx: PersonContext) => (await inboxFor(ctx)).items.map(({ sentence }) => sentence);
  const renewals = async (ctx: PersonContext, now: string) =>
    (await needsOf(at(ctx, now))).needs.filter(({ key }) => key.startsWith("waiver-"));

  it("is announced 14 days before it, once, to whom it concerns", async () => {
    const { id } = await waived();
    const owner = await addPerson(db(), { name: "Olga Owner" });
    await db().update(reviews).set({ riskOwnerId: owner.personId });
    expect(await announce("2026-12-05T23:59:00Z")).toBe(0);
    expect(await announce("2026-12-06T00:00:00Z")).toBe(1);
    expect(await announce("2026-12-06T01:00:00Z")).toBe(0);
    expect(await announce("2026-12-19T01:00:00Z")).toBe(0);
    const told = [cast.requester.actor, cast.guardian.actor, cast.engineer.actor, owner].map((one) => one.personId);
    expect(await announced()).toEqual([
      { subjectId: id, kind: "gate", waiverId: 1, endsOn: "2026-12-20", gate, toIds: told.sort((a, b) => a - b) },
    ]);
    const sentence = `The waiver of the gate “Threat model” of REV-${id} expires on 20 Dec 2026.`;
    for (const ctx of [cast.requester, cast.guardian, cast.engineer, context(db(), owner)])
      expect(await inbox(ctx)).toContain(sentence);
    for (const ctx of [cast.second, cast.colleague, cast.outsider]) expect(await inbox(ctx)).not.toContain(sentence);
  });

  it("is announced to who asked for it, as long as they may see the review", async () => {
    const { id } = await waived();
    await db().update(reviews).set({ requesterId: cast.colleague.actor.personId });
    await announce("2026-12-06T00:00:00Z");
    const sentence = `The waiver of the gate “Threat model” of REV-${id} expires on 20 Dec 2026.`;
    expect(await inbox(cast.requester)).toContain(sentence);
    const elsewhere = { ...cast.requester, actor: { ...cast.requester.actor, teamIds: [] } };
    expect(await inbox(elsewhere)).not.toContain(sentence);
  });

  it("is announced in the program's day", async () => {
    await waived();
    expect(await announce("2026-12-05T10:59:00Z", "Pacific/Auckland")).toBe(0);
    expect(await announce("2026-12-05T11:00:00Z", "Pacific/Auckland")).toBe(1);
  });

  it("is not announced after a renewal, an early end, the day itself, or where the review has ended", async () => {
    const one = await waived();
    const two = await waive(cast, one, { expiresOn: "2027-01-10" });
    expect(await announce("2026-12-10T09:00:00Z")).toBe(0);
    expect(await announce("2027-01-11T09:00:00Z")).toBe(0);
    await endGateWaiver(cast.engineer, one.id, { sequence: two.sequence, gate, reason: "No longer" });
    expect(await announce("2026-12-30T09:00:00Z")).toBe(0);
    const other = await waived();
    await cancelReview(cast.requester, other.id, { sequence: other.sequence, reason: "Not needed" });
    expect(await announce("2026-12-10T09:00:00Z")).toBe(0);
  });

  it("is announced again for a renewal", async () => {
    const one = await waived();
    await announce("2026-12-10T09:00:00Z");
    await waive(cast, one, { expiresOn: "2027-01-10", now: "2026-12-11T09:00:00Z" });
    expect(await announce("2026-12-28T09:00:00Z")).toBe(1);
    expect((await announced()).map(({ endsOn }) => endsOn)).toEqual(["2026-12-20", "2027-01-10"]);
  });

  it("is announced of results that the checks still find, and of accepted risks", async () => {
    const { id, result, sequence } = await withWaivedResult(cast);
    const wanted = { sequence, title: "No owner", severity: "high", blocking: true } as const;
    const raised = await raiseFinding(cast.engineer, id, wanted);
    const settled = await riskAccepted(cast, raised, raised.findingId, { acceptedUntil: "2026-12-19" });
    expect(await announce("2026-12-06T09:00:00Z")).toBe(2);
    expect(await announced()).toMatchObject([
      { kind: "finding", endsOn: "2026-12-19", gate: null },
      { kind: "result", endsOn: "2026-12-20", gate: null },
    ]);
    const dues = async () => (await renewals(cast.second, "2026-12-06T09:00:00Z")).map(({ due }) => due);
    expect(await dues()).toEqual(["2026-12-19"]);
    const again = await askResultWaiver(cast.requester, id, { sequence: settled.sequence, ...result });
    expect(await dues()).toEqual(["2026-12-19", "2026-12-20"]);
    const better = [{ name: "role.json", content: READ_ONE_BUCKET }];
    await attachDocuments(cast.requester, id, { sequence: again.sequence, documents: better });
    await runQueuedChecks(systemContext(db()));
    const left = await renewals(cast.second, "2026-12-06T09:00:00Z");
    expect(left.map(({ note }) => note)).toEqual(["accepted risk of REV-1"]);
    const { sequence: last } = await changed(id);
    const longer = { sequence: last, reason: "The move is late", acceptedUntil: "2027-01-10" };
    const advised = await recommendRisk(cast.engineer, id, raised.findingId, longer);
    expect(await renewals(cast.second, "2026-12-06T09:00:00Z")).toEqual([]);
    await acceptRisk(cast.manager, id, raised.findingId, { sequence: advised.sequence });
    expect(await renewals(cast.second, "2026-12-06T09:00:00Z")).toEqual([]);
  });

  it("is not announced of a gate that is met without it", async () => {
    const { id, sequence } = await waived();
    const owed = async (ctx: PersonContext) => (await renewals(ctx, "2026-12-06T09:00:00Z")).map(({ verb }) => verb);
    expect(await owed(cast.requester)).toEqual(["Request renewal or let expire"]);
    const asked = await askFor(cast.requester, { id, sequence });
    expect(await owed(cast.second)).toEqual(["Renew or let expire"]);
    const versionId = await modelBy(cast.requester, cast);
    const met = await attachThreatModel(cast.requester, id, { sequence: asked.sequence, versionId });
    await approveReview(cast.engineer, id, { sequence: met.sequence });
    for (const ctx of [cast.requester, cast.engineer, cast.second, cast.manager]) expect(await owed(ctx)).toEqual([]);
    expect(await announce("2026-12-06T09:00:00Z")).toBe(0);
  });

  it("is not announced of a conflict of interest that was settled with the decision", async () => {
    const { id, sequence } = await submitted(cast);
    const mine = await claimReview(cast.engineer, id, { sequence, conflict: "My sister wrote it" });
    const given = await waive(cast, mine, { gate: "conflicts" });
    expect(await renewals(cast.requester, "2026-12-06T09:00:00Z")).toHaveLength(1);
    await approveReview(cast.engineer, id, { sequence: given.sequence });
    expect(await renewals(cast.requester, "2026-12-06T09:00:00Z")).toEqual([]);
    expect(await announce("2026-12-06T09:00:00Z")).toBe(0);
  });

  it("is not announced of a result that the run that counts does not find, or no longer blocks on", async () => {
    const { id, run, sequence } = await withWaivedResult(cast);
    const owed = () => renewals(cast.requester, "2026-12-06T09:00:00Z");
    expect(await owed()).toHaveLength(1);
    const named = { profileId: run?.profile.id, name: "Standard", tiers: [...TIERS] };
    const lax = { sensitive: [], publicAccess: false, validation: { block: [] }, credentials: false };
    await publishProfile(cast.manager, { ...named, definition: { ...STANDARD_PROFILE.definition, ...lax } });
    const later = at(cast.requester, "2026-11-26T09:00:00Z");
    await runChecksAgain(later, id, { sequence: sequence });
    await runQueuedChecks(at(systemContext(db()), "2026-11-26T09:00:00Z"));
    expect(await owed()).toEqual([]);
    expect(await announce("2026-12-06T09:00:00Z")).toBe(0);
  });

  it("stands on the home page of who can ask for a renewal, and then of who can give it, up to its last day", async () => {
    const { id, sequence } = await waived();
    const day = "2026-12-06T09:00:00Z";
    const verbs = async (ctx: PersonContext) => (await renewals(ctx, day)).map(({ verb }) => verb);
    expect(await renewals(cast.requester, "2026-12-05T09:00:00Z")).toEqual([]);
    for (const ctx of [cast.requester, cast.guardian, cast.engineer])
      expect(await verbs(ctx)).toEqual(["Request renewal or let expire"]);
    for (const ctx of [cast.second, cast.manager, cast.auditor, cast.colleague]) expect(await verbs(ctx)).toEqual([]);
    const asked = await askFor(cast.requester, { id, sequence });
    expect(await renewals(cast.second, day)).toEqual([
      {
        key: "waiver-gate-1",
        kind: "waiver",
        verb: "Renew or let expire",
        thing: `REV-${id} Nightly export`,
        href: `/reviews/REV-${id}#gates`,
        due: "2026-12-20",
        overdue: false,
        atRisk: false,
        note: "waiver for the gate “Threat model”",
      },
    ]);
    expect(await renewals(cast.manager, "2026-12-20T09:00:00Z")).toHaveLength(1);
    expect(await renewals(cast.manager, "2026-12-21T09:00:00Z")).toEqual([]);
    for (const ctx of [cast.engineer, cast.requester, cast.guardian, cast.auditor])
      expect(await verbs(ctx)).toEqual([]);
    await give(at(cast.second, day), asked, { expiresOn: "2027-01-10" });
    for (const ctx of [cast.second, cast.requester]) expect(await verbs(ctx)).toEqual([]);
  });

  it("is announced by the product alone", async () => {
    await waived("2026-12-01");
    for (const ctx of [cast.manager, cast.admin]) await refuses(db(), Forbidden, () => announceWaivers(ctx));
  });
});
