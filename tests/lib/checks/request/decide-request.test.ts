import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decideRequest } from "#lib/checks/request/decide-request.ts";
import type { AskedRequest, PolicyRole, RequestPolicy } from "#lib/checks/request/request-policy.ts";
import { evaluate, type PolicyType, parsePolicy } from "#lib/iam/index.ts";

const ANA = "arn:aws:iam::111122223333:user/desk/ana";
const SESSION = "arn:aws:sts::111122223333:assumed-role/app/one";
const BUCKET = "arn:aws:s3:::orders/a";

type Statement = Record<string, unknown>;

function given(role: PolicyRole, ...statements: Statement[]): RequestPolicy {
  const type: PolicyType = role === "resource" || role === "resource_control" ? "resource" : "identity";
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: statements }), { type });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(" "));
  return { role, policy: parsed.policy, isSure: true, open: new Set() };
}

const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::orders/*" };
const ALL = { Effect: "Allow", Action: "*", Resource: "*" };
const to = (Principal: unknown, more: Statement = {}) => ({ ...READ, Principal, ...more });

function asked(change: Partial<AskedRequest> = {}): AskedRequest {
  const account = "111122223333";
  return {
    principal: { kind: "AWS", value: ANA, account },
    action: "s3:GetObject",
    resource: BUCKET,
    resourceAccount: account,
    context: {},
    isWhole: false,
    ...change,
  };
}

function decide(policies: RequestPolicy[], change: Partial<AskedRequest> = {}, gaps: PolicyRole[] = []) {
  return decideRequest({ request: asked(change), policies, gaps: new Set(gaps) });
}

const OTHER = { resourceAccount: "999988887777" };
const ROLE = "arn:aws:iam::111122223333:role/app";
const TRUST = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { AWS: "111122223333" } };
const LINKED = "arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
const SERVICE = { principal: { kind: "Service", value: "sns.amazonaws.com" } } as const;
const deny = (more: Statement = {}) => ({ ...READ, Effect: "Deny", ...more });

describe("the decision on a request", () => {
  it.each<[string, string, RequestPolicy[], Partial<AskedRequest>]>([
    ["an identity policy in its own account", "allowed", [given("identity", READ)], {}],
    ["another action", "implicitly_denied", [given("identity", READ)], { action: "s3:PutObject" }],
    ["a Deny", "explicitly_denied", [given("identity", ALL, deny())], {}],
    [
      "a Deny of the resource",
      "explicitly_denied",
      [given("identity", ALL), given("resource", to("*", { Effect: "Deny" }))],
      {},
    ],
    ["the caller's side alone, across accounts", "cannot_tell", [given("identity", READ)], OTHER],
    [
      "nothing on the caller's side, across accounts",
      "implicitly_denied",
      [given("identity", { ...READ, Resource: "arn:aws:s3:::x/*" })],
      OTHER,
    ],
    [
      "one side of two, across accounts",
      "implicitly_denied",
      [given("identity", { ...READ, Action: "s3:PutObject" }), given("resource", to({ AWS: ANA }))],
      OTHER,
    ],
    ["both sides, across accounts", "allowed", [given("identity", READ), given("resource", to({ AWS: ANA }))], OTHER],
    ["the resource's side alone, in one account", "allowed", [given("resource", to({ AWS: ANA }))], {}],
    ["the account alone, in one account", "cannot_tell", [given("resource", to({ AWS: "111122223333" }))], {}],
    [
      "the account, and no policy of the caller",
      "implicitly_denied",
      [given("resource", to({ AWS: "111122223333" })), given("identity", { ...READ, Action: "s3:PutObject" })],
      {},
    ],
    [
      "accounts that nobody said, where it matters",
      "cannot_tell",
      [given("identity", READ), given("resource", to({ AWS: "arn:aws:iam::111122223333:user/other" }))],
      { resourceAccount: null },
    ],
    [
      "accounts that nobody said, where it does not",
      "allowed",
      [given("identity", READ), given("resource", to({ AWS: ANA }))],
      { resourceAccount: null },
    ],
    [
      "a boundary that leaves it out",
      "implicitly_denied",
      [given("identity", ALL), given("permissions_boundary", { ...ALL, Action: "ec2:*" })],
      {},
    ],
    ["a boundary that has it", "allowed", [given("identity", READ), given("permissions_boundary", ALL)], {}],
    [
      "a boundary beside the resource's own grant",
      "cannot_tell",
      [
        given("identity", READ),
        given("resource", to({ AWS: ANA })),
        given("permissions_boundary", { ...ALL, Action: "ec2:*" }),
      ],
      {},
    ],
    [
      "a session policy that leaves it out",
      "implicitly_denied",
      [given("identity", ALL), given("session", { ...ALL, Action: "ec2:*" })],
      {},
    ],
    [
      "an organization that leaves it out",
      "implicitly_denied",
      [given("identity", ALL), given("service_control", { ...ALL, Action: "ec2:*" })],
      {},
    ],
    [
      "an organization with one policy of two that allows",
      "cannot_tell",
      [given("identity", ALL), given("service_control", { ...ALL, Action: "ec2:*" }), given("service_control", ALL)],
      {},
    ],
    [
      "an organization that only denies something else",
      "allowed",
      [given("identity", ALL), given("service_control", { ...ALL, Effect: "Deny", Action: "ec2:*" })],
      {},
    ],
    [
      "an organization that denies it",
      "explicitly_denied",
      [given("identity", ALL), given("service_control", deny())],
      {},
    ],
    [
      "a resource control policy that denies something else",
      "allowed",
      [given("identity", ALL), given("resource_control", { ...ALL, Effect: "Deny", Principal: "*", Action: "sqs:*" })],
      {},
    ],
    [
      "a key whose policy was not given",
      "cannot_tell",
      [given("identity", ALL)],
      { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1" },
    ],
    [
      "a key whose policy leaves the caller out",
      "implicitly_denied",
      [given("identity", ALL), given("resource", { ...ALL, Principal: { AWS: "999988887777" } })],
      { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1" },
    ],
    [
      "a key whose policy leaves it to the account",
      "allowed",
      [given("identity", ALL), given("resource", { ...ALL, Principal: { AWS: "111122223333" } })],
      { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1" },
    ],
    [
      "a service that the resource names",
      "allowed",
      [given("resource", to({ Service: "sns.amazonaws.com" }))],
      SERVICE,
    ],
    [
      "a service, which no identity policy is for",
      "implicitly_denied",
      [given("identity", ALL), given("resource", to({ Service: "sqs.amazonaws.com" }))],
      SERVICE,
    ],
    [
      "tags of a session that the trust policy does not let in",
      "implicitly_denied",
      [given("identity", ALL), given("resource", TRUST)],
      { action: "sts:TagSession", resource: ROLE },
    ],
    [
      "a source identity, and no trust policy",
      "cannot_tell",
      [given("identity", ALL)],
      { action: "sts:SetSourceIdentity", resource: ROLE },
    ],
    [
      "a new key, which has no policy yet",
      "allowed",
      [given("identity", ALL)],
      { action: "kms:CreateKey", resource: "*" },
    ],
    [
      "the alias of a key",
      "allowed",
      [given("identity", ALL)],
      { action: "kms:CreateAlias", resource: "arn:aws:kms:us-east-1:111122223333:alias/one" },
    ],
    [
      "what belongs to AWS",
      "allowed",
      [given("identity", ALL)],
      { action: "iam:GetPolicy", resource: "arn:aws:iam::aws:policy/ReadOnlyAccess", resourceAccount: null },
    ],
    [
      "a service-linked role, which no organization holds back",
      "allowed",
      [
        given("identity", ALL),
        given("service_control", deny()),
        given("resource_control", to("*", { Effect: "Deny" })),
      ],
      { principal: { kind: "AWS", value: LINKED, account: "111122223333" } },
    ],
    [
      "a role, one session of which is denied",
      "cannot_tell",
      [given("identity", ALL), given("resource", to({ AWS: SESSION }, { Effect: "Deny" }))],
      { principal: { kind: "AWS", value: ROLE, account: "111122223333" } },
    ],
    [
      "a role, one session of which is let in",
      "cannot_tell",
      [given("identity", { ...ALL, Action: "ec2:*" }), given("resource", to({ AWS: SESSION }))],
      { principal: { kind: "AWS", value: ROLE, account: "111122223333" } },
    ],
    [
      "a session of a federated user, of whom the parent is denied",
      "cannot_tell",
      [given("identity", ALL), given("resource", to({ AWS: ANA }, { Effect: "Deny" }))],
      { principal: { kind: "AWS", value: "arn:aws:sts::111122223333:federated-user/eve", account: "111122223333" } },
    ],
    [
      "an account that is denied by its canonical id",
      "cannot_tell",
      [given("identity", ALL), given("resource", to({ CanonicalUser: "a".repeat(64) }, { Effect: "Deny" }))],
      {},
    ],
  ])("is that of AWS for %s: %s", (_, outcome, policies, change) => {
    expect(decide(policies, change)).toMatchObject({ outcome });
  });

  it("names the statement that denies, and no other", () => {
    const { statements, why } = decide([given("identity", ALL, { ...deny(), Sid: "Orders" })]);
    expect(statements).toMatchObject([{ policy: 0, statementIndex: 1, statementId: "Orders", effect: "Deny" }]);
    expect(why).toEqual([]);
  });

  it("names what is near, where nothing allows it", () => {
    const { near, why } = decide([
      given("identity", { ...READ, Resource: "arn:aws:s3:::x/*" }, { ...READ, Action: "s3:PutObject" }),
    ]);
    expect(near).toMatchObject([{ statementIndex: 0, mismatches: [{ element: "Resource" }] }]);
    expect(why).toEqual(["No statement of the identity policies allows the request."]);
  });

  it("says which keys are missing, and decides once they are given or said to be absent", () => {
    const policies = [given("identity", { ...READ, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } })];
    expect(decide(policies)).toMatchObject({ outcome: "cannot_tell", missing: ["aws:sourceip"] });
    expect(decide(policies, { context: { "AWS:SourceIp": ["192.0.2.7"] } })).toMatchObject({ outcome: "allowed" });
    expect(decide(policies, { context: { "aws:SourceIp": [] } })).toMatchObject({ outcome: "implicitly_denied" });
    expect(decide(policies, { isWhole: true })).toMatchObject({ outcome: "implicitly_denied", missing: [] });
  });

  it("takes a Deny with a missing key for one that may apply", () => {
    const noMfa = deny({ Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } } });
    const found = decide([given("identity", READ, noMfa)]);
    expect(found).toMatchObject({ outcome: "cannot_tell", missing: ["aws:multifactorauthpresent"] });
    expect(decide([given("identity", { ...READ, Action: "s3:PutObject" }, noMfa)])).toMatchObject({
      outcome: "implicitly_denied",
    });
  });

  it("cannot tell where one empty text may count as no value", () => {
    const tags = (condition: string, value: string) =>
      given("identity", { ...READ, Condition: { [condition]: { "aws:TagKeys": value } } });
    const empty = { context: { "aws:TagKeys": [""] } };
    expect(decide([tags("ForAllValues:StringEquals", "team")], empty)).toMatchObject({ outcome: "cannot_tell" });
    expect(decide([tags("Null", "true")], empty)).toMatchObject({ outcome: "cannot_tell" });
    expect(decide([tags("StringEquals", "team")], empty)).toMatchObject({ outcome: "implicitly_denied" });
  });

  it("knows of the caller what its name tells", () => {
    const own = given("identity", { ...READ, Resource: "arn:aws:s3:::home/\u0024{aws:username}/*" });
    expect(decide([own], { resource: "arn:aws:s3:::home/ana/x" })).toMatchObject({ outcome: "allowed" });
    expect(decide([own], { resource: "arn:aws:s3:::home/eve/x" })).toMatchObject({ outcome: "implicitly_denied" });
    const session = { principal: { kind: "AWS", value: SESSION, account: "111122223333" } } as const;
    const byRole = given("identity", {
      ...READ,
      Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/app" } },
    });
    expect(decide([byRole], session)).toMatchObject({ outcome: "cannot_tell", missing: ["aws:principalarn"] });
  });

  it("says what it took to be so", () => {
    const { outcome, assumed } = decide(
      [given("identity", READ), given("service_control", deny({ Action: "ec2:*" }))],
      { resourceAccount: null },
    );
    expect(outcome).toBe("allowed");
    expect(assumed).toEqual([expect.stringContaining("one account"), expect.stringContaining("FullAWSAccess")]);
  });

  it("says that a wildcard in the resource stands for itself, where a statement is about some of it", () => {
    const all = { resource: "arn:aws:s3:::orders/*" };
    const secret = deny({ Resource: "arn:aws:s3:::orders/secret/*" });
    expect(decide([given("identity", READ, secret)], all).assumed).toEqual([expect.stringContaining("The * in")]);
    expect(decide([given("identity", READ)], all).assumed).toEqual([]);
    expect(decide([given("identity", READ, secret)]).assumed).toEqual([]);
  });

  it("cannot tell what a policy that is not known whole could change, and tells what it could not", () => {
    expect(decide([given("identity", READ)], {}, ["identity"])).toMatchObject({ outcome: "cannot_tell" });
    expect(decide([], {}, ["resource"])).toMatchObject({ outcome: "cannot_tell" });
    expect(decide([given("identity", READ, deny())], {}, ["identity"])).toMatchObject({ outcome: "explicitly_denied" });
    const bounded = [given("permissions_boundary", { ...ALL, Action: "ec2:*" })];
    expect(decide(bounded, {}, ["identity"])).toMatchObject({ outcome: "implicitly_denied" });
  });

  it("takes a statement of which the deployment decides for one that may apply", () => {
    expect(decide([{ ...given("identity", READ), isSure: false }])).toMatchObject({
      outcome: "cannot_tell",
      missing: [],
    });
    const elsewhere = given("identity", { ...READ, Resource: "arn:aws:s3:::made-at-deployment/*" });
    expect(decide([{ ...elsewhere, open: new Set([0]) }])).toMatchObject({ outcome: "cannot_tell" });
    expect(decide([{ ...elsewhere, open: new Set([0]) }], { action: "s3:PutObject" })).toMatchObject({
      outcome: "implicitly_denied",
    });
    const doubtful = { ...given("identity", deny()), isSure: false };
    expect(decide([given("identity", READ), doubtful])).toMatchObject({ outcome: "cannot_tell" });
  });

  it("holds for every value of the keys that are not given", () => {
    const keys = ["aws:SourceIp", "aws:RequestedRegion", "s3:prefix"];
    const operator = fc.constantFrom(
      "StringEquals",
      "StringNotEquals",
      "StringLikeIfExists",
      "Null",
      "ForAllValues:StringLike",
    );
    const word = fc.constantFrom("a", "b", "a*", "true", "false", "\u0024{aws:RequestedRegion}");
    const condition = fc.dictionary(
      operator,
      fc.dictionary(fc.constantFrom(...keys), fc.array(word, { minLength: 1, maxLength: 2 }), {
        minKeys: 1,
        maxKeys: 2,
      }),
      { maxKeys: 2 },
    );
    const statement = fc.record({
      Effect: fc.constantFrom("Allow", "Deny"),
      Action: fc.constantFrom("s3:GetObject", "s3:*", "s3:PutObject"),
      Resource: fc.constantFrom("*", "arn:aws:s3:::orders/\u0024{s3:prefix}", "arn:aws:s3:::x"),
      Condition: condition,
    });
    const values = fc.dictionary(
      fc.constantFrom(...keys),
      fc.array(fc.constantFrom("a", "b", "true"), { maxLength: 2 }),
      { maxKeys: 3 },
    );
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 4 }),
        values,
        fc.array(fc.constantFrom(...keys)),
        (all, whole, said) => {
          const Statement = all.map((one) => ({ ...one, Condition: mended(one.Condition) }));
          const policy = given("identity", ...Statement);
          const context = Object.fromEntries(Object.entries(whole).filter(([key]) => said.includes(key)));
          const { outcome } = decide([policy], { context });
          const real = evaluate(policy.policy, { ...asked(), context: whole }).decision;
          const same = { allowed: "allowed", explicit_deny: "explicitly_denied", implicit_deny: "implicitly_denied" }[
            real
          ];
          if (outcome === "cannot_tell") return;
          expect(outcome === "implicitly_denied" && real !== "allowed" ? same : outcome).toBe(same);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Null takes true and false only. */
function mended(condition: Record<string, Record<string, string[]>>) {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      const values = operator === "Null" ? ["true"] : null;
      return [operator, Object.fromEntries(Object.entries(keys).map(([key, own]) => [key, values ?? own]))];
    }),
  );
}
