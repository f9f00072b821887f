import { describe, expect, it } from "vitest";
import { Forbidden } from "#lib/errors.ts";
import type { CheckResult } from "#lib/iam/index.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import type { AccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { analyzerStatus } from "#lib/policies/analyzer/analyzer-status.ts";
import { disagreements } from "#lib/policies/analyzer/disagreements.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import type { CredentialFacts } from "#lib/policies/rules/aws/credentials.ts";
import type { Outcome } from "#lib/policies/rules/aws/outcome.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { executeRun } from "#lib/policies/runs/execute-run.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const FACTS: CredentialFacts = {
  source: "container",
  keyId: "ASIA…YKEY",
  expiresAt: new Date("2026-11-25T15:00:00Z"),
  longTerm: false,
  chainedFrom: null,
  use: "accepted",
  warning: null,
};

/** An analyzer that gives one verdict to everything. */
function always(
  verdict: CheckResult["verdict"],
  facts: Outcome<CredentialFacts> = { outcome: "answered", value: FACTS },
) {
  const analyzer: AccessAnalyzer = {
    region: "eu-west-1",
    endpoint: null,
    check: async () => ({ outcome: "answered", value: { verdict, message: "Said by AWS.", reasons: [] } }),
    validate: async () => ({ outcome: "answered", value: [] }),
    credentials: async () => facts,
    close: () => undefined,
  };
  return analyzer;
}

describe("disagreements of the analyzers", () => {
  const db = useDatabase();

  async function checked(verdict: "PASS" | "FAIL", text: string): Promise<number> {
    const ctx = systemContext(db());
    const definition = { ...STANDARD_PROFILE.definition, analyzer: "both" as const };
    await publishProfile(ctx, {
      ...STANDARD_PROFILE,
      name: `Both ${verdict} ${text.length}`,
      definition,
      tiers: [...TIERS],
    });
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const reviewId = await addSealedReview(db(), { serviceId, teamId, documents: [{ name: "role.json", text }] });
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    await executeRun(ctx, run?.id ?? 0, always(verdict));
    return reviewId;
  }

  const manager = async () => context(db(), await addPerson(db(), { roles: ["program_manager"] }));

  it("are what one passes and the other fails, anyone who is the stricter one, the newest first", async () => {
    const lenient = await checked("PASS", ESCALATES);
    const strict = await checked("FAIL", READ_ONE_BUCKET);
    const { items, total, page, pages } = await disagreements(await manager());
    expect({ total, page, pages }).toEqual({ total: items.length, page: 1, pages: 1 });
    expect(items[0]).toMatchObject({
      review: { id: strict, ref: `REV-${strict}` },
      documentName: "role.json",
      check: "access_not_granted",
      failedBy: "aws",
      passedBy: "engine",
      message: expect.stringMatching(/Said by AWS/),
    });
    expect(items.at(-1)).toMatchObject({ review: { id: lenient }, failedBy: "engine", passedBy: "aws" });
  });

  it("are none where both say the same", async () => {
    await checked("PASS", READ_ONE_BUCKET);
    expect(await disagreements(await manager())).toMatchObject({ items: [], total: 0, pages: 1 });
  });

  it.each(["security_engineer", "auditor", "leader"] as const)("are not for a %s", async (role) => {
    const ctx = context(db(), await addPerson(db(), { roles: [role] }));
    await expect(disagreements(ctx)).rejects.toThrow(Forbidden);
    await expect(analyzerStatus(ctx, always("PASS"))).rejects.toThrow(Forbidden);
  });
});

describe("the status of the analyzer", () => {
  const db = useDatabase();
  const admin = async () => context(db(), await addPerson(db(), { roles: ["admin"] }));

  it("S38 the status has the source, the masked id and the end of the credentials, and what today has cost", async () => {
    expect(await analyzerStatus(await admin(), always("PASS"))).toEqual({
      region: "eu-west-1",
      endpoint: null,
      credentials: FACTS,
      problem: null,
      day: "2026-11-25",
      requests: 0,
      budget: 1_000,
    });
  });

  it("says why there are no credentials, or that AWS is never asked", async () => {
    const none = always("PASS", { outcome: "retry", cause: "No AWS credentials could be had." });
    expect(await analyzerStatus(await admin(), none)).toMatchObject({
      credentials: null,
      problem: "No AWS credentials could be had.",
    });
    expect(await analyzerStatus(await admin(), null)).toMatchObject({ region: null, credentials: null, problem: null });
  });
});
