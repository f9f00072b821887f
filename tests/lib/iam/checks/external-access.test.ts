import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkNoExternalAccess, evaluate, externalAccess, type Witness } from "#lib/iam/index.ts";
import { arbitraryPolicy, arbitraryRequest, keysOfSets, read } from "../arbitrary-policy.ts";
import { policyOf } from "../read-cases.ts";

const OWN = "111111111111";
const OTHER = "222222222222";
const ORGANIZATION = "o-abcdef1234";

type Parts = Record<string, unknown>;
const statement = (more: Parts): Parts => ({ Effect: "Allow", Action: "sqs:*", Resource: "*", ...more });
const policy = (...parts: Parts[]) =>
  policyOf(JSON.stringify({ Version: "2012-10-17", Statement: parts.map(statement) }), "resource");

function check(parts: Parts[], trusted?: string[]) {
  return checkNoExternalAccess({ policy: policy(...parts), account: OWN, ...(trusted ? { trusted } : {}) });
}

const everyoneWhen = (operator: string, key: string, value: unknown): Parts => ({
  Principal: "*",
  Condition: { [operator]: { [key]: value } },
});

const serviceWhen = (operator: string, key: string, value: unknown): Parts => ({
  ...everyoneWhen(operator, key, value),
  Principal: { Service: "sns.amazonaws.com" },
});

describe("access from outside an account", () => {
  it.each<[string, Parts]>([
    ["everyone", { Principal: "*" }],
    ["everyone as AWS", { Principal: { AWS: ["*"] } }],
    ["another account", { Principal: { AWS: OTHER } }],
    ["the root of another account", { Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }],
    ["a role of another account", { Principal: { AWS: `arn:aws:iam::${OTHER}:role/R` } }],
    [
      "a role of another account with an external id",
      {
        Principal: { AWS: `arn:aws:iam::${OTHER}:role/R` },
        Condition: { StringEquals: { "sts:ExternalId": "secret" } },
      },
    ],
    ["a unique id, which may belong to any account", { Principal: { AWS: "AIDAAAAAAAAAAAAAAAAAA" } }],
    ["a web identity provider", { Principal: { Federated: "accounts.google.com" } }],
    ["a provider set up in the account itself", { Principal: { Federated: `arn:aws:iam::${OWN}:saml-provider/P` } }],
    [
      "a canonical user",
      { Principal: { CanonicalUser: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be" } },
    ],
    ["everyone but the account", { NotPrincipal: { AWS: OWN } }],
    ["an organization", everyoneWhen("StringEquals", "aws:PrincipalOrgID", ORGANIZATION)],
    ["an address", everyoneWhen("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ["another account as source", everyoneWhen("StringEquals", "aws:SourceAccount", OTHER)],
    ["the account or another", everyoneWhen("StringEquals", "aws:PrincipalAccount", [OWN, OTHER])],
    ["the account where the key is present", everyoneWhen("StringEqualsIfExists", "aws:SourceAccount", OWN)],
    ["a bucket, whose ARN has no account", everyoneWhen("ArnLike", "aws:SourceArn", "arn:aws:s3:::bucket")],
    ["a role of any account", everyoneWhen("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/R")],
    ["a service for another account", serviceWhen("StringEquals", "aws:SourceAccount", OTHER)],
    ["a service for the account or another", serviceWhen("StringEquals", "AWS:SourceAccount", [OWN, OTHER])],
    ["a service for a source of another account", serviceWhen("ArnLike", "aws:SourceArn", `arn:aws:sns:*:${OTHER}:t`)],
    ["a service for another owner", serviceWhen("StringEqualsIfExists", "aws:SourceOwner", OTHER)],
    ["a service for any account but this", serviceWhen("StringNotEquals", "aws:SourceAccount", OWN)],
  ])("is granted to %s", (_, parts) => {
    const result = check([parts]);
    expect(result).toMatchObject({
      verdict: "FAIL",
      message: `The policy grants access to principals outside account ${OWN}.`,
    });
    const [reason] = result.reasons;
    expect(reason?.sentence).toMatch(/could call sqs:/);
    expect(reason?.witness && evaluate(policy(parts), reason.witness).decision).toBe("allowed");
  });

  it.each<[string, Parts]>([
    ["the account", { Principal: { AWS: OWN } }],
    ["its root", { Principal: { AWS: `arn:aws:iam::${OWN}:root` } }],
    [
      "its roles and their sessions",
      {
        Principal: { AWS: [`arn:aws:iam::${OWN}:role/R`, `arn:aws:sts::${OWN}:assumed-role/R/s`] },
      },
    ],
    ["a service", { Principal: { Service: "sns.amazonaws.com" } }],
    ["everyone of the account", everyoneWhen("StringEquals", "aws:PrincipalAccount", OWN)],
    ["everyone on behalf of the account", everyoneWhen("StringEquals", "AWS:SourceOwner", OWN)],
    ["services with a source in the account", everyoneWhen("ArnLike", "aws:SourceArn", `arn:aws:sns:*:${OWN}:topic`)],
    ["access points of the account", everyoneWhen("StringEquals", "s3:DataAccessPointAccount", OWN)],
    ["the account by its key", everyoneWhen("StringEquals", "kms:CallerAccount", OWN)],
    ["roles of the account", everyoneWhen("ArnLike", "aws:PrincipalArn", `arn:aws:iam::${OWN}:role/*`)],
    ["a service for the account", serviceWhen("StringEquals", "aws:SourceAccount", OWN)],
    ["a service for a source of the account", serviceWhen("ArnLike", "aws:SourceArn", `arn:aws:sns:*:${OWN}:t`)],
    ["a service for a bucket, whose ARN has no account", serviceWhen("ArnLike", "aws:SourceArn", "arn:aws:s3:::b")],
    ["a service for a source of any account", serviceWhen("ArnLike", "aws:SourceArn", "arn:aws:sns:*:*:t")],
    [
      "a service for a source of another account and for the account",
      {
        Principal: { Service: "sns.amazonaws.com" },
        Condition: {
          StringEquals: { "aws:SourceAccount": OWN },
          ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${OTHER}:t` },
        },
      },
    ],
    ["services alone", everyoneWhen("Bool", "aws:PrincipalIsAWSService", "true")],
  ])("is not granted to %s", (_, parts) => {
    expect(check([parts])).toEqual({
      verdict: "PASS",
      message: `The policy does not grant access to principals outside account ${OWN}.`,
      reasons: [],
    });
  });

  it("says for which account a service acts", () => {
    const [reason] = check([serviceWhen("StringEquals", "aws:SourceAccount", OTHER)]).reasons;
    expect(reason).toMatchObject({
      description: `External access granted to the Service principal sns.amazonaws.com on behalf of account ${OTHER} in the statement with index: 0.`,
      sentence: expect.stringMatching(`the service sns.amazonaws.com could call .* when aws:SourceAccount is ${OTHER}`),
    });
  });

  it("ends where a Deny takes it away", () => {
    const deny = { Effect: "Deny", ...everyoneWhen("StringNotEquals", "aws:PrincipalAccount", OWN) };
    expect(check([{ Principal: "*" }, deny]).verdict).toBe("PASS");
    expect(check([{ Principal: "*" }, { ...deny, Action: "sqs:SendMessage" }]).verdict).toBe("FAIL");
  });

  it.each(["StringEquals", "ForAnyValue:StringLike", "Null"])(
    "is not decided where %s without values would end it",
    (operator) => {
      const result = check([everyoneWhen(operator, "aws:PrincipalAccount", [])]);
      expect(result).toMatchObject({ verdict: "UNKNOWN", cause: expect.stringMatching(/can be read in two ways/) });
    },
  );

  it.each<[string, Parts, string]>([
    ["an account", { Principal: { AWS: [`arn:aws:iam::${OTHER}:role/R`] } }, OTHER],
    ["an account by a condition", everyoneWhen("StringEquals", "aws:SourceAccount", OTHER), OTHER],
    ["a role", { Principal: { AWS: `arn:aws:iam::${OTHER}:role/R` } }, `arn:aws:iam::${OTHER}:role/R`],
    [
      "a role's session",
      { Principal: { AWS: `arn:aws:sts::${OTHER}:assumed-role/R/s` } },
      `arn:aws:iam::${OTHER}:role/p/R`,
    ],
    ["a provider", { Principal: { Federated: "accounts.google.com" } }, "accounts.google.com"],
    ["a service for an account", serviceWhen("StringEquals", "aws:SourceAccount", OTHER), OTHER],
    ["an organization", everyoneWhen("StringEquals", "aws:PrincipalOrgID", ORGANIZATION), ORGANIZATION],
    [
      "an organization by path",
      everyoneWhen("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `${ORGANIZATION}/r-1/*`),
      ORGANIZATION,
    ],
  ])("is trusted for %s that is named", (_, parts, trusted) => {
    expect(check([parts]).verdict).toBe("FAIL");
    expect(check([parts], [trusted]).verdict).toBe("PASS");
  });

  it("names each principal of each statement, and who is anybody", () => {
    const found = externalAccess({
      policy: policy(
        {
          Sid: "Named",
          Principal: { AWS: [OWN, OTHER, `arn:aws:iam::333333333333:role/R`], Service: "sns.amazonaws.com" },
        },
        { Principal: { AWS: OWN } },
        { Principal: "*" },
        everyoneWhen("StringEquals", "aws:PrincipalOrgID", ORGANIZATION),
      ),
      account: OWN,
    });
    expect(found.map(({ statement, principal, isPublic }) => [statement.index, principal.value, isPublic])).toEqual([
      [0, OTHER, false],
      [0, "arn:aws:iam::333333333333:role/R", false],
      [2, "*", true],
      [3, "*", false],
    ]);
    expect(found[0]?.reason).toMatchObject({
      description: `External access granted to account ${OTHER} in the statement with sid: Named.`,
      statementIndex: 0,
      statementId: "Named",
      sentence: expect.stringContaining(`anyone in account ${OTHER} could call`),
    });
  });

  const PATH = `${ORGANIZATION}/r-ab12/ou-ab12-11111111/*`;
  const LOAD_BALANCING = "127311923021";
  it.each<[string, Parts]>([
    ["everyone", { Principal: "*" }],
    ["everyone who meets its conditions", everyoneWhen("StringEquals", "sts:ExternalId", "secret")],
    ["everyone who meets its conditions", everyoneWhen("StringEqualsIfExists", "aws:PrincipalOrgID", ORGANIZATION)],
    ["everyone who meets its conditions", everyoneWhen("StringNotEquals", "aws:PrincipalOrgID", ORGANIZATION)],
    ["everyone who meets its conditions", everyoneWhen("StringLike", "aws:PrincipalOrgID", "*")],
    ["everyone not listed in NotPrincipal", { NotPrincipal: { AWS: OWN } }],
    [`organization ${ORGANIZATION}`, everyoneWhen("StringEquals", "aws:PrincipalOrgID", ORGANIZATION)],
    [`organization ${ORGANIZATION}`, everyoneWhen("StringLike", "aws:PrincipalOrgPaths", `${ORGANIZATION}/*`)],
    [
      `ou-ab12-11111111 of organization ${ORGANIZATION}`,
      everyoneWhen("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", PATH),
    ],
    [`account ${OTHER}`, everyoneWhen("StringEquals", "aws:PrincipalAccount", [OWN, OTHER])],
    [`arn:aws:iam::${OTHER}:role/R`, everyoneWhen("ArnEquals", "aws:PrincipalArn", `arn:aws:iam::${OTHER}:role/R`)],
    [`callers on behalf of account ${OTHER}`, everyoneWhen("StringEquals", "aws:SourceAccount", OTHER)],
    ["callers through the VPC endpoint vpce-1a2b", everyoneWhen("StringEquals", "aws:SourceVpce", "vpce-1a2b")],
    ["callers from the addresses 203.0.113.0/24", everyoneWhen("IpAddress", "aws:SourceIp", "203.0.113.0/24")],
    ["anyone signed in by any identity provider", { Principal: { Federated: "*" } }],
    ["users of the identity provider accounts.google.com", { Principal: { Federated: "accounts.google.com" } }],
    [
      `AWS account ${LOAD_BALANCING}, which delivers logs for Elastic Load Balancing in us-east-1`,
      { Principal: { AWS: `arn:aws:iam::${LOAD_BALANCING}:root` } },
    ],
    [
      "arn:aws:iam::193672423079:user/logs, which delivers logs for Amazon Redshift in us-east-1",
      { Principal: { AWS: "arn:aws:iam::193672423079:user/logs" } },
    ],
  ])("says that it is granted to %s", (who, parts) => {
    expect(check([parts]).reasons[0]?.description).toBe(
      `External access granted to ${who} in the statement with index: 0.`,
    );
  });

  it("does not say everyone where a Deny keeps some out", () => {
    const some = { Effect: "Deny", Principal: "*", Action: "sqs:DeleteQueue" };
    expect(check([{ Principal: "*" }, some]).reasons[0]?.description).toContain("everyone whom no Deny blocks");
  });

  it("takes a key for one of several values where another statement of the policy does", () => {
    const both = { StringLike: { k: ["*b?", ""] }, StringEquals: { k: "b" } };
    const several = {
      Principal: { Service: "ec2.amazonaws.com" },
      Condition: { "ForAnyValue:StringLike": { k: "a" } },
    };
    expect(check([{ Principal: "*", Condition: both }, several]).verdict).toBe("FAIL");
  });

  it("is UNKNOWN with its cause where the work ends first, for every principal", () => {
    const accounts = ["2", "3", "4", "5", "6"].map((digit) => digit.repeat(12));
    const parts = { Principal: { AWS: accounts }, Resource: "arn:aws:sqs:*:*:a*b" };
    const result = checkNoExternalAccess({ policy: policy(parts), account: OWN, limits: { steps: 1 } });
    expect(result.verdict).toBe("UNKNOWN");
    expect(result.cause).toMatch(/more steps/);
    expect(result.reasons).toHaveLength(5);
  });
});

/** Said again, apart from the check: whose requests come from outside. */
function isOutside({ principal }: Witness): boolean {
  if (principal.kind === "AWS") return principal.account !== OWN;
  return principal.kind !== "Service" && principal.kind !== "Attached";
}

it("no PASS is contradicted by a request from outside, and every witness is one", () => {
  const asked = arbitraryPolicy("resource").chain((one) => {
    const requests = fc.array(arbitraryRequest("resource", keysOfSets([one])), { minLength: 40, maxLength: 40 });
    return fc.tuple(fc.constant(one), requests);
  });
  fc.assert(
    fc.property(asked, ([one, requests]) => {
      const known = read(one, "resource");
      const result = checkNoExternalAccess({ policy: known, account: OWN });
      const shows = (request: Witness) => isOutside(request) && evaluate(known, request).decision === "allowed";
      if (result.verdict === "PASS") expect(requests.filter(shows)).toEqual([]);
      if (result.verdict !== "FAIL") return;
      for (const { witness } of result.reasons) expect(witness !== undefined && shows(witness)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
