import { beforeEach, describe, expect, it } from "vitest";
import { checkProfiles } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { ensureStarterProfiles } from "#lib/policies/profiles/ensure-starter-profiles.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { announceWaivers } from "#lib/reviews/exceptions/announce-waivers.ts";
import { askResultWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { endGateWaiver } from "#lib/reviews/exceptions/end-waiver.ts";
import { waiveResult } from "#lib/reviews/exceptions/waive.ts";
import { recordLaunch } from "#lib/reviews/launch/record-launch.ts";
import { reopenReview } from "#lib/reviews/lifecycle/reopen-review.ts";
import { listReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, answered, type Cast, claimed, refuses } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { askFor, give, LAST_DAY, type Place, waive, withoutModel } from "#tests/support/waivers.ts";

const STOPS_LOGGING = policy({ Action: "cloudtrail:StopLogging", Resource: "*" });
const READS_PAYROLL = policy(
  { Action: "cloudtrail:StopLogging", Resource: "*" },
  { Action: "s3:GetObject", Resource: "arn:aws:s3:::payroll/*" },
);

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements.map((one) => ({ Effect: "Allow", ...one })) });
}

describe("the waiver of a gate that evidence meets", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const on = <C extends Context>(ctx: C, day: string) => at(ctx, `${day}T09:00:00Z`);
  const LATER = "2026-11-26";
  const later = <C extends Context>(ctx: C) => on(ctx, LATER);

  /** The answers say that policies change, none is attached, and nobody models the threats: both are waived. */
  async function waived(): Promise<Place> {
    const place = await claimed(cast, { intake: answered(["iamPolicies"]) });
    return waive(cast, await waive(cast, place), { gate: "policy_checks" });
  }

  async function attached({ id, sequence }: Place, content: string, day = LATER) {
    const documents = [{ name: "role.json", content }];
    const place = await attachDocuments(on(cast.requester, day), id, { sequence, documents });
    await runQueuedChecks(on(systemContext(db()), day));
    return place;
  }

  async function removed({ id, sequence }: Place, day = LATER) {
    const [document] = (await reviewDetail(cast.requester, id)).documents;
    return removeDocument(on(cast.requester, day), id, document?.id ?? 0, { sequence });
  }

  type Gates = readonly { id: string; state: string; reason: string }[];
  const statesIn = (gates: Gates) =>
    ["threat_model", "policy_checks"].map((id) => gates.find((one) => one.id === id)?.state);
  /** How the two gates stand on the page, which is how they stand in the list. */
  async function stand(id: number) {
    const now = later(cast.engineer);
    const { reviews: listed } = await listReviews(now, readFilter({ tab: "all" }));
    const shown = statesIn((await reviewDetail(now, id)).gates);
    expect(statesIn(listed.find((one) => one.id === id)?.gates ?? [])).toEqual(shown);
    return shown;
  }
  const reasonOf = async (id: number, gate: string) =>
    (await reviewDetail(later(cast.engineer), id)).gates.find((one) => one.id === gate)?.reason;

  /** Another engineer publishes a version of the profile by which nobody reads what is paid. */
  async function stricter(): Promise<void> {
    await ensureStarterProfiles(later(systemContext(db())));
    const [profile] = await db().select().from(checkProfiles);
    const { definition } = STANDARD_PROFILE;
    const payroll = { name: "Payroll", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::payroll/*"] };
    await publishProfile(later(context(db(), await addPerson(db(), { roles: ["security_engineer"] }))), {
      profileId: profile?.id ?? 0,
      name: STANDARD_PROFILE.name,
      description: STANDARD_PROFILE.description,
      tiers: [...TIERS],
      definition: { ...definition, sensitive: [...definition.sensitive, payroll] },
    });
  }

  const NOT_THIS = "The waiver for revision 1 does not cover this evidence.";
  const NOT_NOW = "The waiver for revision 1 does not cover the current results.";

  it("S11 counts for the documents that it was given for: what is attached later blocks, also before its checks have run", async () => {
    const { id, sequence } = await waived();
    expect(await stand(id)).toEqual(["waived", "waived"]);
    const documents = [{ name: "role.json", content: ESCALATES }];
    const place = await attachDocuments(later(cast.requester), id, { sequence, documents });
    expect(await stand(id)).toEqual(["waived", "unmet"]);
    expect(await reasonOf(id, "policy_checks")).toBe(`The checks of this revision are still running. ${NOT_NOW}`);
    await runQueuedChecks(later(systemContext(db())));
    expect(await reasonOf(id, "policy_checks")).toMatch(/blocking results\. The waiver for revision 1 does not cover/);
    const approve = () => approveReview(later(cast.engineer), id, { sequence: place.sequence });
    expect((await refuses(db(), Conflict, approve)).message).toContain(NOT_NOW);
  });

  it("S10 S11 is neither asked for nor given while the checks run, and none that was given counts then", async () => {
    const running = "The checks of this revision are still running. Results can be waived once the checks finish.";
    const { id, sequence } = await claimed(cast);
    const documents = [{ name: "role.json", content: ESCALATES }];
    const first = await attachDocuments(cast.requester, id, { sequence, documents });
    expect((await refuses(db(), Conflict, () => askFor(cast.requester, first, "policy_checks"))).message).toBe(running);
    await runQueuedChecks(systemContext(db()));
    const asked = await askFor(cast.requester, first, "policy_checks");
    const again = await attachDocuments(cast.requester, id, {
      sequence: asked.sequence,
      documents: [{ name: "role.json", content: ESCALATES.replace("reports", "invoices") }],
    });
    const giving = () => give(cast.second, again, { gate: "policy_checks" });
    expect((await refuses(db(), Conflict, giving)).message).toBe(running);
    expect((await reviewDetail(cast.second, id)).waiverAsks).toEqual([]);
    await runQueuedChecks(systemContext(db()));
    const { sequence: given } = await giving();
    expect(await stand(id)).toEqual(["not_applicable", "waived"]);
    await stricter();
    await runChecksAgain(later(cast.requester), id, { sequence: given });
    expect((await stand(id))[1]).toBe("unmet");
  });

  it("S11 counts for what the checks said when it was given: what another profile finds blocks", async () => {
    const given = await waive(cast, await attached(await claimed(cast), READS_PAYROLL, "2026-11-25"), {
      gate: "policy_checks",
    });
    const { id } = given;
    expect((await stand(id))[1]).toBe("waived");
    await stricter();
    const again = await runChecksAgain(later(cast.requester), id, { sequence: given.sequence });
    await runQueuedChecks(later(systemContext(db())));
    expect((await stand(id))[1]).toBe("unmet");
    expect(await reasonOf(id, "policy_checks")).toMatch(
      /^2 blocking results\. The waiver for revision 2 does not cover/,
    );
    await refuses(db(), Conflict, () => approveReview(later(cast.engineer), id, { sequence: again.sequence }));
    const anew = { gate: "policy_checks", now: "2026-11-26T10:00:00Z", expiresOn: "2026-12-24" } as const;
    await waive(cast, again, anew);
    expect((await stand(id))[1]).toBe("waived");
  });

  it("S11 counts by its own review's waivers of results, whatever another review of the same document lets stand", async () => {
    const other = await attached(await claimed(cast), READS_PAYROLL, "2026-11-25");
    const given = await waive(cast, await attached(await claimed(cast), READS_PAYROLL, "2026-11-25"), {
      gate: "policy_checks",
    });
    await stricter();
    for (const { id } of [other, given]) {
      const { sequence } = await reviewDetail(cast.requester, id);
      await runChecksAgain(later(cast.requester), id, { sequence });
    }
    await runQueuedChecks(later(systemContext(db())));
    const run = await runOfRevision(later(cast.engineer), other.id, 2);
    for (const { fingerprint, blocking } of resultsByPlace(run?.results ?? [])) {
      if (!blocking) continue;
      const { sequence } = await reviewDetail(later(cast.requester), other.id);
      const about = { documentName: "role.json", fingerprint: fingerprint ?? "", reason: "Goes soon" };
      const asked = await askResultWaiver(later(cast.requester), other.id, { sequence, ...about });
      const until = { sequence: asked.sequence, ...about, expiresOn: LAST_DAY };
      await waiveResult(later(cast.second), other.id, until);
    }
    expect((await stand(other.id))[1]).toBe("met");
    expect((await stand(given.id))[1]).toBe("unmet");
  });

  it("S11 is of the run that counts, whichever finished last: a tier that goes up and back brings nothing new", async () => {
    const { definition } = STANDARD_PROFILE;
    await ensureStarterProfiles(systemContext(db()));
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const lax = { ...definition, sensitive: [], references: { identity: [], resource: [] } };
    await publishProfile(engineer, { name: "Lax", description: "", tiers: ["medium"], definition: lax });
    const place = await attached(await claimed(cast), STOPS_LOGGING, "2026-11-25");
    const { id } = place;
    const change = async (tier: Tier, hour: string) => {
      const { sequence } = await reviewDetail(cast.requester, id);
      const who = at(tier === "low" ? engineer : cast.requester, `2026-11-25T${hour}:00:00Z`);
      await changeTier(who, id, { sequence, tier, reason: "Another view" });
      await runQueuedChecks(at(systemContext(db()), `2026-11-25T${hour}:30:00Z`));
    };
    await change("medium", "10");
    await change("low", "11");
    const { sequence } = await reviewDetail(cast.requester, id);
    await waive(cast, { id, sequence }, { gate: "policy_checks", now: "2026-11-25T12:00:00Z" });
    expect((await stand(id))[1]).toBe("waived");
  });

  it("S11 goes on counting where another profile finds no more", async () => {
    const given = await waive(cast, await attached(await claimed(cast), STOPS_LOGGING, "2026-11-25"), {
      gate: "policy_checks",
    });
    await stricter();
    await runChecksAgain(later(cast.requester), given.id, { sequence: given.sequence });
    await runQueuedChecks(later(systemContext(db())));
    expect((await stand(given.id))[1]).toBe("waived");
  });

  it("S11 counts for the threat model that it was given for: one that is attached later blocks by itself", async () => {
    const { id, sequence } = await withoutModel(cast);
    const given = await waive(cast, { id, sequence });
    const model = await importThreatModel(later(cast.requester), {
      serviceId: cast.serviceId,
      fileName: "model.json",
      content: composerModel({ name: "Payments" }),
      authorRole: "builder",
    });
    const place = await attachThreatModel(later(cast.requester), id, {
      sequence: given.sequence,
      versionId: model.versionId,
    });
    expect((await stand(id))[0]).toBe("unmet");
    expect(await reasonOf(id, "threat_model")).toContain(NOT_THIS);
    await refuses(db(), Conflict, () => approveReview(later(cast.engineer), id, { sequence: place.sequence }));
  });

  it("S11 counts for the system that the answers told of: of a larger change nothing is waived", async () => {
    const { id, sequence } = await waived();
    const larger = answered(["iamPolicies", "internetFacing"], { dataClass: "restricted", dataHandling: "stored" });
    const edited = await editReview(later(cast.requester), id, { sequence, intake: larger });
    expect(await stand(id)).toEqual(["unmet", "unmet"]);
    expect(await reasonOf(id, "threat_model")).toContain(NOT_THIS);
    await refuses(db(), Conflict, () => approveReview(later(cast.engineer), id, { sequence: edited.sequence }));
    const asBefore = answered(["iamPolicies", "wantsEngineer"]);
    await editReview(later(cast.requester), id, { sequence: edited.sequence, intake: asBefore });
    expect(await stand(id)).toEqual(["waived", "waived"]);
  });

  it("counts again for evidence that is put back, and for documents that say the same in other white space", async () => {
    const first = await attached(await claimed(cast), ESCALATES, "2026-11-25");
    const { id } = first;
    const given = await waive(cast, first, { gate: "policy_checks" });
    const other = await attached(given, ESCALATES.replace("reports", "invoices"));
    expect((await stand(id))[1]).toBe("unmet");
    const back = await attached(other, JSON.stringify(JSON.parse(ESCALATES), null, 7));
    expect((await stand(id))[1]).toBe("waived");
    expect(await approveReview(later(cast.engineer), id, { sequence: back.sequence })).toMatchObject({
      state: "approved",
    });
  });

  it("is given again for the evidence that has come, for a shorter while too, and the decision is made on it", async () => {
    const changed = await attached(await waived(), ESCALATES);
    const { id } = changed;
    const given = { gate: "policy_checks", expiresOn: "2026-12-10", now: "2026-11-26T10:00:00Z" } as const;
    const { sequence } = await waive(cast, changed, given);
    expect(await stand(id)).toEqual(["waived", "waived"]);
    await approveReview(at(cast.engineer, "2026-11-26T11:00:00Z"), id, { sequence });
    const { decisions, gateWaivers } = await reviewDetail(later(cast.engineer), id);
    expect(decisions).toMatchObject([{ onWaivers: 2, waiverEndedOn: null }]);
    expect(gateWaivers.map(({ gate, expiresOn }) => [gate, expiresOn])).toEqual([
      ["threat_model", LAST_DAY],
      ["policy_checks", "2026-12-10"],
    ]);
  });

  it("is neither shown nor announced while other evidence stands", async () => {
    const { id } = await attached(await waived(), ESCALATES);
    expect((await reviewDetail(later(cast.engineer), id)).gateWaivers).toMatchObject([{ gate: "threat_model" }]);
    expect(await announceWaivers(on(systemContext(db()), "2026-12-15"))).toBe(1);
  });

  it("S11 can be ended while other evidence stands, and does not count again for what is put back", async () => {
    const { id, sequence } = await attached(await waived(), ESCALATES);
    const endable = async () => (await reviewDetail(later(cast.manager), id)).endableGates;
    expect(await endable()).toEqual(["threat_model", "policy_checks"]);
    const end = { sequence, gate: "policy_checks", reason: "No longer" } as const;
    const ended = await endGateWaiver(later(cast.manager), id, end);
    expect(await endable()).toEqual(["threat_model"]);
    await removed(ended);
    expect(await stand(id)).toEqual(["waived", "unmet"]);
  });

  it("keeps who gave it from deciding in its cycle, also where it counts no more", async () => {
    const { id } = await attached(await waived(), ESCALATES);
    const { may } = await reviewDetail(later(cast.second), id);
    expect(may.claim).toMatchObject({
      because: "actor",
      reason: expect.stringContaining("you granted a waiver for this review"),
    });
  });

  it("has let pass the launch on a day on which it held for what was approved then", async () => {
    const { id, sequence } = await attached(await claimed(cast), ESCALATES, "2026-11-24");
    const one = await waive(cast, { id, sequence }, { gate: "policy_checks", now: "2026-11-25T08:00:00Z" });
    const done = await approveReview(on(cast.engineer, "2026-11-25"), id, { sequence: one.sequence });
    const reopened = { sequence: done.sequence, reason: "A second role" };
    const open = await reopenReview(on(cast.requester, "2026-11-28"), id, reopened);
    const changed = await attached(open, ESCALATES.replace("reports", "invoices"), "2026-11-28");
    const two = await waive(cast, changed, { gate: "policy_checks", now: "2026-11-29T08:00:00Z" });
    const anew = await approveReview(on(cast.engineer, "2026-11-29"), id, { sequence: two.sequence });
    const launch = { sequence: anew.sequence, launchedOn: "2026-11-26" };
    await recordLaunch(on(cast.requester, "2026-11-30"), id, launch);
  });

  it("is no obstacle to evidence that meets its gate by itself", async () => {
    const { id } = await attached(await waived(), READ_ONE_BUCKET);
    expect((await stand(id))[1]).toBe("met");
    expect(await reasonOf(id, "policy_checks")).not.toContain("waiver");
    await removed(await reviewDetail(cast.requester, id));
    expect((await stand(id))[1]).toBe("waived");
  });
});
