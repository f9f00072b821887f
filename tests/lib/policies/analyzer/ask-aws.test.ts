import { beforeEach, describe, expect, it } from "vitest";
import { analyzerAnswers, analyzerRequests } from "#db/schema/index.ts";
import { keyOf } from "#lib/checks/aws/ask.ts";
import type { AwsQuestion } from "#lib/checks/aws/question.ts";
import type { CheckResult } from "#lib/iam/index.ts";
import type { AccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { analyzerBudget } from "#lib/policies/analyzer/analyzer-budget.ts";
import { askAws } from "#lib/policies/analyzer/ask-aws.ts";
import type { CredentialFacts } from "#lib/policies/rules/aws/credentials.ts";
import type { Outcome } from "#lib/policies/rules/aws/outcome.ts";
import { at, NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { seedProgram } from "#tests/support/people.ts";

const PASS: CheckResult = { verdict: "PASS", message: "Passes.", reasons: [] };

const FACTS: CredentialFacts = {
  source: "container",
  keyId: "ASIA…YKEY",
  expiresAt: null,
  longTerm: false,
  chainedFrom: null,
  use: "accepted",
  warning: null,
};

function questions(count: number): Map<string, AwsQuestion> {
  const all = Array.from({ length: count }, (_, index): AwsQuestion => {
    return {
      operation: "CheckNoPublicAccess",
      input: { policyDocument: `{"Id":${index}}`, resourceType: "AWS::S3::Bucket" },
    };
  });
  return new Map(all.map((question) => [keyOf(question), question]));
}

describe("asking AWS", () => {
  const db = useDatabase();
  let asked: string[] = [];
  let answer: (index: number) => Outcome<CheckResult> = () => ({ outcome: "answered", value: PASS });
  let facts: Outcome<CredentialFacts> = { outcome: "answered", value: FACTS };

  beforeEach(() => {
    asked = [];
    answer = () => ({ outcome: "answered", value: PASS });
    facts = { outcome: "answered", value: FACTS };
  });

  const analyzer = (endpoint: string | null = null): AccessAnalyzer => ({
    region: "eu-west-1",
    endpoint,
    check: async (question) => {
      asked.push(keyOf(question));
      return answer(asked.length);
    },
    validate: () => expect.unreachable("is not"),
    credentials: async () => facts,
    close: () => undefined,
  });

  const outcomes = (result: Awaited<ReturnType<typeof askAws>>) =>
    "ending" in result ? result.ending : [...result.answers.values()].map(({ outcome }) => outcome);

  it("asks each question once, ever, and counts it", async () => {
    await seedProgram(db());
    const ctx = systemContext(db());
    const three = questions(3);
    expect(outcomes(await askAws(ctx, analyzer(), three))).toEqual(["answered", "answered", "answered"]);
    expect(asked).toEqual([...three.keys()]);
    expect(await askAws(ctx, analyzer(), questions(4))).toMatchObject({ answers: expect.any(Map) });
    expect(asked).toHaveLength(4);
    expect(await analyzerBudget(ctx)).toEqual({ day: "2026-11-25", requests: 4, budget: 1_000 });
    expect(await db().select().from(analyzerAnswers)).toHaveLength(4);
  });

  it("takes no answer of another endpoint", async () => {
    await askAws(systemContext(db()), analyzer("http://127.0.0.1:4599"), questions(1));
    await askAws(systemContext(db()), analyzer(), questions(1));
    expect(asked).toHaveLength(2);
  });

  it("keeps what was answered before AWS stopped answering, and goes on from there", async () => {
    const ctx = systemContext(db());
    answer = (index) =>
      index === 3 ? { outcome: "retry", cause: "Throttled." } : { outcome: "answered", value: PASS };
    expect(outcomes(await askAws(ctx, analyzer(), questions(5)))).toEqual({ outcome: "retry", cause: "Throttled." });
    expect(asked).toHaveLength(3);
    expect(outcomes(await askAws(ctx, analyzer(), questions(5)))).toEqual(Array(5).fill("answered"));
    expect(asked).toHaveLength(6);
  });

  it("keeps no answer that is none", async () => {
    answer = (index) =>
      index === 1 ? { outcome: "error", cause: "No." } : { outcome: "undecided", cause: "Perhaps." };
    expect(outcomes(await askAws(systemContext(db()), analyzer(), questions(2)))).toEqual(["error", "undecided"]);
    expect(await db().select().from(analyzerAnswers)).toEqual([]);
  });

  it("decides nothing beyond the budget of a day, which is one of the program's", async () => {
    const ZONE = "Pacific/Auckland";
    await seedProgram(db(), { analyzerBudget: 2, timeZone: ZONE });
    const ctx = at(systemContext(db()), NOW, ZONE);
    const result = await askAws(ctx, analyzer(), questions(3));
    expect(outcomes(result)).toEqual(["answered", "answered", "undecided"]);
    expect(result).toHaveProperty("overBudget", 1);
    const [, , last] = "answers" in result ? [...result.answers.values()] : [];
    expect(last).toMatchObject({ cause: expect.stringMatching(/daily budget for AWS requests \(2\) is used up/) });
    expect(asked).toHaveLength(2);
    const sameDay = at(ctx, "2026-11-25T10:59:59Z", ZONE);
    expect(outcomes(await askAws(sameDay, analyzer(), questions(3)))).toContain("undecided");
    const nextDay = at(ctx, "2026-11-25T11:00:00Z", ZONE);
    expect(outcomes(await askAws(nextDay, analyzer(), questions(3)))).toEqual(Array(3).fill("answered"));
    expect(await db().select().from(analyzerRequests).orderBy(analyzerRequests.day)).toEqual([
      { day: "2026-11-25", requests: 2 },
      { day: "2026-11-26", requests: 1 },
    ]);
  });

  it("asks nothing where the budget is nothing", async () => {
    await seedProgram(db(), { analyzerBudget: 0 });
    expect(outcomes(await askAws(systemContext(db()), analyzer(), questions(1)))).toEqual(["undecided"]);
    expect(asked).toEqual([]);
  });

  it("S38 AWS is asked nothing with credentials that are refused or not there", async () => {
    const ctx = systemContext(db());
    facts = { outcome: "answered", value: { ...FACTS, use: "refused", warning: "A long-term key." } };
    expect(outcomes(await askAws(ctx, analyzer(), questions(1)))).toEqual({
      outcome: "refused",
      cause: "A long-term key.",
    });
    facts = { outcome: "retry", cause: "No credentials." };
    expect(outcomes(await askAws(ctx, analyzer(), questions(1)))).toEqual({
      outcome: "retry",
      cause: "No credentials.",
    });
    expect(asked).toEqual([]);
    expect((await analyzerBudget(ctx)).requests).toBe(0);
  });
});
