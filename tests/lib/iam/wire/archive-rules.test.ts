import { describe, expect, it } from "vitest";
import { askJson, NOW, surroundingsOf } from "./server-for-tests.ts";

const OWN = "111122223333";
const OTHER = "444455556666";
const ANALYZER = `arn:aws:access-analyzer:us-east-1:${OWN}:analyzer/guardians`;
const RULES = "/analyzer/guardians/archive-rule";

type Ask = (method: string, path: string, body?: unknown, query?: string) => Promise<{ status: number; body: Answer }>;
type Answer = Record<string, unknown>;

function server(): Ask {
  const surroundings = surroundingsOf(OWN);
  return async (method, path, asked, query = "") => {
    const { status, body } = await askJson(surroundings, { method, path, query, body: asked });
    return { status, body };
  };
}

const allow = (Principal: unknown, Condition?: unknown) => ({
  Effect: "Allow",
  Principal,
  Action: "sqs:SendMessage",
  Resource: "*",
  ...(Condition === undefined ? {} : { Condition }),
});

const QUEUE = `arn:aws:sqs:us-east-1:${OWN}:queue`;
const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    allow({ AWS: "*" }),
    allow({ AWS: OTHER }),
    allow({ Federated: "accounts.google.com" }, { StringEquals: { "aws:PrincipalOrgID": "o-1" } }),
  ],
});

async function preview(ask: Ask): Promise<string> {
  const configurations = { [QUEUE]: { sqsQueue: { queuePolicy: POLICY } } };
  const { body } = await ask("PUT", "/access-preview", { analyzerArn: ANALYZER, configurations });
  return `/access-preview/${body.id}`;
}

type Finding = { principal: Record<string, string>; status: string };

async function listed(ask: Ask, path: string, filter?: unknown): Promise<string[]> {
  const { status, body } = await ask("POST", path, {
    analyzerArn: ANALYZER,
    ...(filter === undefined ? {} : { filter }),
  });
  expect(status).toBe(200);
  return (body.findings as Finding[]).map(({ principal }) => Object.values(principal).join());
}

const EVERYONE = "*";
const GOOGLE = "accounts.google.com";

describe("a filter takes the findings that meet each of its criteria", () => {
  it.each<[string, unknown, string[]]>([
    ["none", {}, [EVERYONE, OTHER, GOOGLE]],
    ["one value", { "principal.AWS": { eq: [OTHER] } }, [OTHER]],
    ["one of several values", { "principal.AWS": { eq: [OTHER, "*"] } }, [EVERYONE, OTHER]],
    ["no value of several", { "principal.AWS": { neq: [OTHER, "x"] } }, [EVERYONE, GOOGLE]],
    ["a part of the value", { resource: { contains: ["x", ":queue"] } }, [EVERYONE, OTHER, GOOGLE]],
    ["no part of the value", { resource: { contains: ["queues"] } }, []],
    ["the current", { "principal.Federated": { exists: true } }, [GOOGLE]],
    ["events for missing records", { "principal.Federated": { exists: false } }, [EVERYONE, OTHER]],
    [
      "what is never there",
      { error: { exists: false }, existingFindingId: { exists: false } },
      [EVERYONE, OTHER, GOOGLE],
    ],
    ["whether it is public", { isPublic: { eq: ["true"] } }, [EVERYONE]],
    ["a condition, however its key is written", { "condition.aws:principalorgid": { eq: ["o-1"] } }, [GOOGLE]],
    ["two criteria", { "principal.AWS": { exists: true }, isPublic: { eq: ["false"] } }, [OTHER]],
    ["two operators", { "principal.AWS": { exists: true, neq: ["*"] } }, [OTHER]],
    [
      "its type, owner and state",
      { resourceType: { eq: ["AWS::SQS::Queue"] }, resourceOwnerAccount: { eq: [OWN] }, status: { eq: ["ACTIVE"] } },
      [EVERYONE, OTHER, GOOGLE],
    ],
  ])("%s", async (_, filter, expected) => {
    const ask = server();
    expect((await listed(ask, await preview(ask), filter)).sort()).toEqual([...expected].sort());
  });

  it.each<[string, unknown, string]>([
    ["an unknown key", { colour: { eq: ["red"] } }, "The key must be one of"],
    ["a key that an object inherits", { constructor: { eq: ["red"] } }, "The key must be one of"],
    ["a condition without a key", { "condition.": { exists: true } }, "The key must be one of"],
    ["no operator", { resource: {} }, "one of eq, neq, contains, exists"],
    ["an unknown operator", { resource: { eq: ["a"], like: ["a"] } }, "The operator must be one of"],
    ["no value", { resource: { eq: [] } }, "greater than or equal to 1"],
    ["too many values", { resource: { eq: new Array(21).fill("a") } }, "less than or equal to 20"],
    ["a value that is no text", { resource: { eq: [1] } }, "string"],
    ["an existence that is none", { resource: { exists: "true" } }, "boolean"],
    ["a criterion that is none", { resource: "a" }, "structure"],
  ])("refuses %s", async (_, filter, words) => {
    const ask = server();
    const refused = await ask("POST", await preview(ask), { analyzerArn: ANALYZER, filter });
    expect(refused).toMatchObject({ status: 400, body: { reason: "fieldValidationFailed" } });
    expect(refused.body.message).toContain(words);
    const rule = await ask("PUT", RULES, { ruleName: "rule", filter });
    expect(rule).toMatchObject({ status: 400, body: { reason: "fieldValidationFailed" } });
  });

  it("is part of what a page continues", async () => {
    const ask = server();
    const path = await preview(ask);
    const first = await ask("POST", path, { analyzerArn: ANALYZER, maxResults: 1 });
    const { nextToken } = first.body;
    const filter = { isPublic: { eq: ["false"] } };
    expect(await ask("POST", path, { analyzerArn: ANALYZER, maxResults: 1, nextToken, filter })).toMatchObject({
      status: 400,
    });
  });
});

describe("an archive rule", () => {
  const states = async (ask: Ask, path: string) => {
    const { body } = await ask("POST", path, { analyzerArn: ANALYZER });
    return Object.fromEntries(
      (body.findings as Finding[]).map(({ principal, status }) => [Object.values(principal).join(), status]),
    );
  };

  it("archives the findings of later previews that meet it, until it is deleted", async () => {
    const ask = server();
    const before = await preview(ask);
    const rule = { ruleName: "known", filter: { "principal.AWS": { eq: [OTHER] } }, clientToken: "t" };
    expect(await ask("PUT", RULES, rule)).toEqual({ status: 200, body: {} });
    const after = await preview(ask);
    expect(await states(ask, before)).toEqual({ [EVERYONE]: "ACTIVE", [OTHER]: "ACTIVE", [GOOGLE]: "ACTIVE" });
    expect(await states(ask, after)).toEqual({ [EVERYONE]: "ACTIVE", [OTHER]: "ARCHIVED", [GOOGLE]: "ACTIVE" });
    expect(await listed(ask, after, { status: { eq: ["ARCHIVED"] } })).toEqual([OTHER]);
    expect(await ask("DELETE", `${RULES}/known`)).toEqual({ status: 200, body: {} });
    expect(await states(ask, await preview(ask))).toMatchObject({ [OTHER]: "ACTIVE" });
  });

  it("is listed as it was given, and is there once", async () => {
    const ask = server();
    const filter = { isPublic: { eq: ["false"] } };
    await ask("PUT", RULES, { ruleName: "one", filter, clientToken: "t" });
    await ask("PUT", RULES, { ruleName: "two", filter });
    expect(await ask("PUT", RULES, { ruleName: "one", filter, clientToken: "t" })).toMatchObject({ status: 200 });
    expect(await ask("PUT", RULES, { ruleName: "one", filter, clientToken: "u" })).toMatchObject({ status: 409 });
    expect(await ask("PUT", RULES, { ruleName: "two", filter })).toMatchObject({ status: 409 });
    const at = NOW.toISOString();
    const first = await ask("GET", RULES, undefined, "maxResults=1");
    expect(first.body.archiveRules).toEqual([{ ruleName: "one", filter, createdAt: at, updatedAt: at }]);
    const rest = await ask("GET", RULES, undefined, `nextToken=${encodeURIComponent(String(first.body.nextToken))}`);
    expect(rest.body).toEqual({ archiveRules: [{ ruleName: "two", filter, createdAt: at, updatedAt: at }] });
  });

  it("belongs to an analyzer that exists, has a name and at least one criterion", async () => {
    const ask = server();
    const filter = { resource: { exists: true } };
    const rule = { ruleName: "rule", filter };
    expect(await ask("PUT", "/analyzer/none/archive-rule", rule)).toMatchObject({ status: 404 });
    expect(await ask("GET", "/analyzer/none/archive-rule")).toMatchObject({ status: 404 });
    expect(await ask("DELETE", `${RULES}/none`)).toMatchObject({ status: 404 });
    expect(await ask("PUT", RULES, { ruleName: "-", filter })).toMatchObject({ status: 400 });
    expect(await ask("PUT", RULES, { ruleName: "rule", filter: {} })).toMatchObject({ status: 400 });
    expect(await ask("PUT", RULES, { ruleName: "rule" })).toMatchObject({ status: 400 });
    const state = { ruleName: "rule", filter: { status: { eq: ["ACTIVE"] } } };
    expect(await ask("PUT", RULES, state)).toMatchObject({ status: 400 });
    expect(await ask("GET", RULES)).toMatchObject({ body: { archiveRules: [] } });
  });

  it("is one of at most a hundred of its analyzer", async () => {
    const ask = server();
    const filter = { resource: { exists: true } };
    for (let turn = 0; turn < 100; turn += 1) {
      expect(await ask("PUT", RULES, { ruleName: `rule${turn}`, filter })).toMatchObject({ status: 200 });
    }
    expect(await ask("PUT", RULES, { ruleName: "more", filter })).toMatchObject({ status: 402 });
  });
});

describe("S46 what is remembered and compared", () => {
  const filterOf = (keys: number, values: string[]) =>
    Object.fromEntries(Array.from({ length: keys }, (_, index) => [`condition.k${index}`, { eq: values }]));

  it("has at most 50 keys in a filter", async () => {
    const ask = server();
    const rule = (keys: number) => ask("PUT", RULES, { ruleName: `r${keys}`, filter: filterOf(keys, ["a"]) });
    expect(await rule(50)).toMatchObject({ status: 200 });
    expect(await rule(51)).toMatchObject({ status: 400, body: { fieldList: [{ name: "filter" }] } });
  });

  it("is 32 million characters of rules", async () => {
    const ask = server();
    const filter = filterOf(
      25,
      Array.from({ length: 20 }, () => "a".repeat(2000)),
    );
    const rule = (index: number) => ask("PUT", RULES, { ruleName: `r${index}`, filter });
    for (let index = 0; index < 31; index += 1) expect(await rule(index)).toMatchObject({ status: 200 });
    expect(await rule(31)).toMatchObject({ status: 402, body: { __type: "ServiceQuotaExceededException" } });
    expect(await ask("DELETE", `${RULES}/r0`)).toMatchObject({ status: 200 });
    expect(await rule(31)).toMatchObject({ status: 200 });
  });

  it("is not read where no policy is judged and it has more than 1 MB, or is nested deeply", async () => {
    const ask = server();
    const rule = (filter: unknown) => ask("PUT", RULES, { ruleName: "r", filter });
    expect(await rule(filterOf(1, ["a".repeat(1_100_000)]))).toMatchObject({ status: 400, body: { reason: "other" } });
    const deep = JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`);
    expect(await rule(deep)).toMatchObject({ status: 400, body: { reason: "cannotParse" } });
    expect(await rule({ resource: { eq: ["[".repeat(200), '"\\["'] } })).toMatchObject({ status: 200 });
  });

  it("is at most 5,000 findings of a preview", async () => {
    const ask = server();
    const previewOf = (count: number) => {
      const AWS = Array.from({ length: count }, (_, index) => String(200_000_000_000 + index));
      const queuePolicy = JSON.stringify({ Version: "2012-10-17", Statement: [allow({ AWS })] });
      return ask("PUT", "/access-preview", {
        analyzerArn: ANALYZER,
        configurations: { [QUEUE]: { sqsQueue: { queuePolicy } } },
      });
    };
    expect(await previewOf(5_000)).toMatchObject({ status: 200 });
    expect(await previewOf(5_001)).toMatchObject({ status: 400, body: { fieldList: [{ name: "configurations" }] } });
  });
});
