import { and, eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { analyzerAnswers, checkResults, checkRuns, events } from "#db/schema/index.ts";
import type { Analyzer } from "#lib/checks/profile.ts";
import { type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";
import { Unavailable } from "#lib/errors.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { type AccessAnalyzer, openAccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { analyzerBudget } from "#lib/policies/analyzer/analyzer-budget.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { executeRun } from "#lib/policies/runs/execute-run.ts";
import { failRun } from "#lib/policies/runs/fail-run.ts";
import { queueRun } from "#lib/policies/runs/queue-run.ts";
import { at, systemContext } from "#tests/support/actors.ts";
import {
  CANARY,
  json,
  LONG_TERM,
  TEMPORARY,
  useServer,
  withoutAws,
  withTemporaryCredentials,
} from "#tests/support/aws.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addService, addTeam, seedProgram } from "#tests/support/people.ts";
import { addSealedReview, ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { recorded } from "#tests/support/recorded.ts";

describe("runs that ask AWS", () => {
  const db = useDatabase();
  const opened: AccessAnalyzer[] = [];
  const faults: string[] = [];
  let analyzer: RunningAnalyzer;
  let verdict: "PASS" | "FAIL" | "throttle" | "echo" = "PASS";
  const server = useServer((request, response) => {
    const secrets = `${TEMPORARY.SecretAccessKey} ${TEMPORARY.SessionToken}`;
    if (verdict === "echo") {
      json(response, 400, { message: `Your request was ${secrets}` }, { "x-amzn-errortype": "ValidationException" });
    } else if (verdict === "throttle") json(response, 429, {}, { "x-amzn-errortype": "ThrottlingException" });
    else if (request.url === "/policy/validation") json(response, 200, { findings: [] });
    else json(response, 200, { result: verdict, message: "Said by AWS." });
  });

  beforeAll(async () => {
    const complain = (line: string) => faults.push(line);
    analyzer = await serveAnalyzer({ host: "127.0.0.1", port: 0, account: "111122223333", complain });
  });
  beforeEach(() => {
    verdict = "PASS";
    withoutAws("/nonexistent");
    withTemporaryCredentials();
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const one of opened.splice(0)) one.close();
  });
  afterAll(async () => {
    await analyzer.close();
    expect(faults).toEqual([]);
  });

  function aws(endpoint = server.url()): AccessAnalyzer {
    const one = openAccessAnalyzer({ region: "eu-west-1", endpoint, allowLongTermKey: false });
    opened.push(one);
    return one;
  }

  /** A run of these documents under the standard profile, answered by this analyzer. */
  async function queued(chosen: Analyzer, texts = [ESCALATES]) {
    const ctx = systemContext(db());
    const definition = { ...STANDARD_PROFILE.definition, analyzer: chosen };
    await publishProfile(ctx, { ...STANDARD_PROFILE, name: `Asks ${chosen}`, definition, tiers: [...TIERS] });
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const documents = texts.map((text, index) => ({ name: `role-${index}.json`, text }));
    const reviewId = await addSealedReview(db(), { serviceId, teamId, documents });
    const run = await queueRun(ctx, { reviewId, revision: 1 });
    return { ctx, runId: run?.id ?? 0, place: { reviewId, teamId, serviceId, documents } };
  }

  const results = async () => {
    const rows = await db().select().from(checkResults).orderBy(checkResults.id);
    return rows.filter(({ check }) => check === "access_not_granted");
  };
  const runRow = async (id: number) => (await db().select().from(checkRuns).where(eq(checkRuns.id, id)))[0];

  it("are answered by AWS alone, at the statements it names", async () => {
    const { ctx, runId } = await queued("aws");
    expect(await executeRun(ctx, runId, aws(analyzer.url))).toMatchObject({ state: "finished", verdict: "fail" });
    const [escalation] = await results();
    expect(escalation).toMatchObject({
      verdict: "fail",
      answeredBy: "aws",
      otherAnswer: null,
      reasons: [{ statementIndex: 1, rule: "Privilege escalation", span: { start: { line: 10 } } }],
    });
  });

  it("are validated by AWS, at the places of the document", async () => {
    const wrong = READ_ONE_BUCKET.replace("s3:GetObject", "s3:GetObjekt");
    const { ctx, runId } = await queued("both", [wrong]);
    await executeRun(ctx, runId, aws(analyzer.url));
    const rows = await db().select().from(checkResults).where(eq(checkResults.check, "validation"));
    expect(rows).toMatchObject([
      {
        verdict: "fail",
        answeredBy: "engine",
        otherAnswer: { analyzer: "aws", verdict: "fail", message: rows[0]?.message },
        reasons: [{ rule: "INVALID_ACTION", statementIndex: 0, fingerprint: expect.any(String) }],
      },
    ]);
    const alone = await queued("aws", [wrong]);
    await executeRun(alone.ctx, alone.runId, aws(analyzer.url));
    const own = await db()
      .select()
      .from(checkResults)
      .where(and(eq(checkResults.check, "validation"), eq(checkResults.runId, alone.runId)));
    expect(own[0]).toMatchObject({ answeredBy: "aws", verdict: "fail", reasons: rows[0]?.reasons });
  });

  it("are answered by both, which agree, with the engine's request that shows it", async () => {
    const { ctx, runId } = await queued("both", [ESCALATES, READ_ONE_BUCKET]);
    await executeRun(ctx, runId, aws(analyzer.url));
    const rows = await results();
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      expect(row).toMatchObject({ answeredBy: "engine", otherAnswer: { analyzer: "aws", verdict: row.verdict } });
    }
    expect(rows[0]?.reasons[0]).toHaveProperty("witness");
  });

  it("count the engine's verdict where it is the stricter one, and keep what AWS said", async () => {
    const { ctx, runId } = await queued("both");
    expect(await executeRun(ctx, runId, aws())).toMatchObject({ verdict: "fail" });
    expect((await results())[0]).toMatchObject({
      verdict: "fail",
      blocking: true,
      answeredBy: "engine",
      otherAnswer: { analyzer: "aws", verdict: "pass", message: "Privilege escalation: Said by AWS." },
    });
  });

  it("count AWS's verdict where it is the stricter one, and keep what the engine said", async () => {
    verdict = "FAIL";
    const { ctx, runId } = await queued("both", [READ_ONE_BUCKET]);
    expect(await executeRun(ctx, runId, aws())).toMatchObject({ verdict: "fail" });
    expect((await results())[0]).toMatchObject({
      verdict: "fail",
      blocking: true,
      answeredBy: "aws",
      otherAnswer: { analyzer: "engine", verdict: "pass" },
    });
  });

  it("leave AWS alone where the profile chooses the engine", async () => {
    const { ctx, runId } = await queued("engine");
    await executeRun(ctx, runId, aws());
    expect(server.requests).toEqual([]);
    expect((await results())[0]).toMatchObject({ answeredBy: "engine", otherAnswer: null });
  });

  it("S33 a run waits while AWS throttles, with the cause, and is done when it answers again", async () => {
    verdict = "throttle";
    const { ctx, runId } = await queued("aws", [READ_ONE_BUCKET]);
    await expect(executeRun(ctx, runId, aws())).rejects.toThrow(Unavailable);
    expect(server.requests).toHaveLength(1);
    expect(await runRow(runId)).toMatchObject({
      state: "queued",
      verdict: null,
      error: "AWS IAM Access Analyzer is not accepting more requests right now (ThrottlingException).",
    });
    verdict = "PASS";
    expect(await executeRun(ctx, runId, aws())).toMatchObject({ state: "finished", verdict: "pass" });
    expect(await runRow(runId)).toMatchObject({ error: null });
  });

  it("S33 a run ends in an error that says what it waited for, once nobody tries any more", async () => {
    verdict = "throttle";
    const { ctx, runId } = await queued("both");
    await expect(executeRun(ctx, runId, aws())).rejects.toThrow(Unavailable);
    await failRun(ctx, runId);
    expect(await runRow(runId)).toMatchObject({
      state: "error",
      verdict: "error",
      error: expect.stringMatching(/could not be run\. AWS IAM Access Analyzer is not accepting more requests/),
    });
    expect((await recorded(db())).at(-1)).toMatchObject({ data: { runId, verdict: "error" } });
  });

  it("are incomplete beyond the budget, and no other run takes that for an answer", async () => {
    await seedProgram(db(), { analyzerBudget: 2 });
    const { ctx, runId, place } = await queued("aws", [READ_ONE_BUCKET]);
    expect(await executeRun(ctx, runId, aws())).toMatchObject({ state: "finished", verdict: "incomplete" });
    expect((await results()).map((row) => row.verdict)).toEqual(["pass", "incomplete", "incomplete"]);
    expect((await results())[1]?.message).toMatch(/Could not be decided: the daily budget for AWS requests \(2\)/);
    expect((await runRow(runId))?.error).toMatch(
      /^2 questions to AWS were beyond the daily budget.*repeated the next day/,
    );
    const reviewId = await addSealedReview(db(), place);
    expect(await queueRun(ctx, { reviewId, revision: 1 })).toMatchObject({ state: "queued" });
  });

  it("are done again on the next day, with what they have answers to", async () => {
    await seedProgram(db(), { analyzerBudget: 2 });
    const { ctx, runId } = await queued("aws", [READ_ONE_BUCKET]);
    await executeRun(ctx, runId, aws());
    const before = await db().select().from(checkResults);
    const nextDay = at(ctx, "2026-11-26T00:00:00Z");
    expect(await executeRun(nextDay, runId, aws())).toMatchObject({ state: "finished", verdict: "pass" });
    expect(server.requests).toHaveLength(4);
    expect(await db().select().from(checkResults)).toHaveLength(before.length);
    expect(await runRow(runId)).toMatchObject({ error: null });
    expect(await analyzerBudget(nextDay)).toMatchObject({ requests: 2 });
    await executeRun(nextDay, runId, aws());
    expect(server.requests).toHaveLength(4);
  });

  it("ask AWS nothing twice", async () => {
    const first = await queued("both");
    await executeRun(first.ctx, first.runId, aws());
    const reviewId = await addSealedReview(db(), first.place);
    const again = await queueRun(first.ctx, { reviewId, revision: 1 });
    await executeRun(first.ctx, again?.id ?? 0, aws());
    expect(server.requests).toHaveLength(4);
    expect(await db().select().from(analyzerAnswers)).toHaveLength(4);
  });

  it("S39 a run with refused credentials is an error at once, which says why without the secret", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", LONG_TERM.AccessKeyId);
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", LONG_TERM.SecretAccessKey);
    vi.stubEnv("AWS_SESSION_TOKEN", undefined);
    const { ctx, runId } = await queued("aws");
    expect(await executeRun(ctx, runId, aws())).toMatchObject({ state: "error", verdict: "error" });
    const row = await runRow(runId);
    expect(row?.error).toMatch(/long-term key \(AKIA…XKEY\)\. The key is not used/);
    expect(server.requests).toEqual([]);
    expect(JSON.stringify([row, await db().select().from(events)])).not.toMatch(CANARY);
  });

  it("S39 no secret is in the database, whatever AWS says", async () => {
    verdict = "echo";
    for (const chosen of ["aws", "both"] as const) {
      const { ctx, runId } = await queued(chosen);
      await executeRun(ctx, runId, aws()).catch((error) => expect(error).toBeInstanceOf(Unavailable));
    }
    const tables = (await db().execute(
      sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'pgboss')`,
    )) as unknown as { rows: { name: string }[] };
    for (const { name } of tables.rows) {
      const { rows } = (await db().execute(sql.raw(`select t::text as row from ${name} t`))) as unknown as {
        rows: { row: string }[];
      };
      for (const { row } of rows) expect(row, name).not.toMatch(CANARY);
    }
    expect((await results()).map((row) => row.message).join()).toMatch(/\[redacted\]/);
  });

  it("are an error at once where this deployment has no AWS to ask", async () => {
    const { ctx, runId } = await queued("both");
    expect(await executeRun(ctx, runId, null)).toMatchObject({ state: "error", verdict: "error" });
    expect((await runRow(runId))?.error).toMatch(/Set AWS_REGION,/);
  });
});
