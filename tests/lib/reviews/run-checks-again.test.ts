import { desc } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { checkRuns } from "#db/schema/index.ts";
import { Conflict, Forbidden, NotFound } from "#lib/errors.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { newerProfile } from "#lib/policies/profiles/newer-profile.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { listProfiles, runOfRevision } from "#lib/policies/queries.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { changeTier } from "#lib/reviews/drafts/change-tier.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { runChecksAgain } from "#lib/reviews/evidence/run-checks-again.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed, refuses } from "#tests/support/reviews.ts";

describe("running the checks again", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  async function checked() {
    const { id, sequence } = await claimed(cast);
    const documents = [{ name: "role.json", content: READ_ONE_BUCKET }];
    const receipt = await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    return receipt;
  }

  /** Publishes a version of the standard profile under which READ_ONE_BUCKET fails. */
  async function publishStricter() {
    const [standard] = await listProfiles(cast.engineer);
    if (!standard) throw new Error("Unknown profile yet.");
    const { profileId, name, tiers, definition } = standard;
    const reads = { name: "No reading", actions: ["s3:GetObject"], resources: [] };
    await publishProfile(cast.engineer, {
      profileId,
      name,
      tiers,
      definition: { ...definition, sensitive: [...definition.sensitive, reads] },
    });
  }

  const offer = (reviewId: number, revision: number) =>
    newerProfile(cast.engineer, { reviewId, revision, tier: "low" });

  it("is offered when a new version was published, and keeps the results of the old one", async () => {
    const { id, revision, sequence } = await checked();
    expect(await offer(id, revision)).toBeNull();
    await refuses(db(), Conflict, () => runChecksAgain(cast.engineer, id, { sequence }));
    await publishStricter();
    expect(await offer(id, revision)).toEqual({ name: "Standard", version: 2 });
    await runChecksAgain(cast.requester, id, { sequence });
    expect(await offer(id, revision)).toBeNull();
    await runQueuedChecks(systemContext(db()));
    expect(await runOfRevision(cast.engineer, id, revision)).toMatchObject({
      verdict: "fail",
      profile: { version: 2 },
    });
    const runs = await db().select().from(checkRuns).orderBy(desc(checkRuns.id));
    expect(runs.map(({ verdict }) => verdict)).toEqual(["fail", "pass"]);
    await refuses(db(), Conflict, () => runChecksAgain(cast.requester, id, { sequence: sequence + 1 }));
  });

  it("counts the results of the tier that stands, also when it went there and back", async () => {
    const { id, revision, sequence } = await checked();
    const reads = { name: "No reading", actions: ["s3:GetObject"], resources: [] };
    const [standard] = await listProfiles(cast.engineer);
    if (!standard) throw new Error("Unknown profile yet.");
    const definition = { ...standard.definition, sensitive: [reads] };
    await publishProfile(cast.engineer, { name: "Strict", tiers: ["high"], definition });
    const verdictAfter = async (tier: Tier, from: number, now: string) => {
      await changeTier(at(cast.second, now), id, { sequence: from, tier, reason: "As it is" });
      await runQueuedChecks(systemContext(db()));
      const gates = (await reviewDetail(cast.engineer, id)).gates;
      const run = await runOfRevision(cast.engineer, id, revision);
      return [run?.profile.name, run?.verdict, gates.find((gate) => gate.id === "policy_checks")?.state];
    };
    expect(await verdictAfter("high", sequence, "2026-11-26T09:00:00Z")).toEqual(["Strict", "fail", "unmet"]);
    expect(await verdictAfter("low", sequence + 1, "2026-11-26T10:00:00Z")).toEqual(["Standard", "pass", "met"]);
    expect(await verdictAfter("high", sequence + 2, "2026-11-26T11:00:00Z")).toEqual(["Strict", "fail", "unmet"]);
  });

  it("happens by itself on a new revision", async () => {
    const { id, sequence } = await checked();
    await publishStricter();
    const documents = [{ name: "role.json", content: READ_ONE_BUCKET.replace("reports", "letters") }];
    const next = await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    expect(await runOfRevision(cast.engineer, id, next.revision)).toMatchObject({ profile: { version: 2 } });
  });

  it("is for those who work on the review while it is open, and from what they saw", async () => {
    const { id, sequence } = await checked();
    await publishStricter();
    await refuses(db(), Forbidden, () => runChecksAgain(cast.colleague, id, { sequence }));
    await refuses(db(), Forbidden, () => runChecksAgain(cast.auditor, id, { sequence }));
    await refuses(db(), NotFound, () => runChecksAgain(cast.outsider, id, { sequence }));
    await refuses(db(), Conflict, () => runChecksAgain(cast.guardian, id, { sequence: sequence - 1 }));
    const closed = await rejectReview(cast.engineer, id, { sequence, reason: "Too wide" });
    await refuses(db(), Conflict, () => runChecksAgain(cast.engineer, id, { sequence: closed.sequence }));
  });
});
