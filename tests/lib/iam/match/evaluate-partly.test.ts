import { describe, expect, it } from "vitest";
import { parsePolicy } from "#lib/iam/language/index.ts";
import { evaluatePartly, namesOnlyAccount, type Witness } from "#lib/iam/match/index.ts";

const ROLE = "arn:aws:iam::111122223333:role/app";
const request: Witness = {
  principal: { kind: "AWS", value: ROLE, account: "111122223333" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::home/ana/x",
  context: { "aws:SourceVpc": ["vpc-1"] },
};

function policy(statement: object) {
  const Statement = [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*", ...statement }];
  const type = "Principal" in statement || "NotPrincipal" in statement ? "resource" : "identity";
  const parsed = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement }), { type });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
}

/** Of the keys in lower case, beside the one of the request. */
function known(...keys: string[]) {
  return (key: string) => key === "aws:sourcevpc" || keys.includes(key);
}

const where = (operator: string, conditions: object) => ({ Condition: { [operator]: conditions } });
const OWN = "arn:aws:s3:::home/\u0024{aws:username}/*";

describe("a statement for a request of which some keys are not known", () => {
  it.each<[string, object, string, string[]]>([
    ["without conditions", {}, "yes", []],
    ["of another action", { Action: "s3:PutObject", ...where("Bool", { "aws:SecureTransport": "true" }) }, "no", []],
    ["with a condition on a key that is known", where("StringEquals", { "aws:SourceVpc": "vpc-1" }), "yes", []],
    [
      "with one of two conditions that fails in any case",
      where("StringEquals", { "aws:SourceVpc": "vpc-2", "aws:SourceIp": "x" }),
      "no",
      [],
    ],
    ["with a condition without values", where("StringEquals", { "aws:SourceVpc": [] }), "maybe", []],
    ["with a negated condition without values", where("StringNotEquals", { "aws:SourceVpc": [] }), "yes", []],
    [
      "with a condition without values beside one that fails",
      where("StringEquals", { "aws:SourceVpc": "vpc-2", "aws:SourceVpce": [] }),
      "no",
      [],
    ],
    [
      "with a condition on another key",
      where("Bool", { "AWS:SecureTransport": "true" }),
      "maybe",
      ["aws:securetransport"],
    ],
    [
      "with one that holds without its key",
      where("Null", { "aws:TokenIssueTime": "true" }),
      "maybe",
      ["aws:tokenissuetime"],
    ],
    ["with a variable in its resource", { Resource: OWN }, "maybe", ["aws:username"]],
    ["with a variable in what it leaves out", { Resource: undefined, NotResource: OWN }, "maybe", ["aws:username"]],
    [
      "with a variable in a value",
      where("StringEquals", { "aws:SourceVpc": "\u0024{aws:PrincipalTag/vpc}" }),
      "maybe",
      ["aws:principaltag/vpc"],
    ],
    ["of another caller", { Principal: { AWS: "999988887777" } }, "no", []],
    [
      "of which AWS's documents leave open whom it leaves out",
      { Effect: "Deny", NotPrincipal: { AWS: ROLE } },
      "maybe",
      [],
    ],
  ])("is told %s", (_, statement, applies, keys) => {
    expect(evaluatePartly(policy(statement), request, known())).toMatchObject([{ applies, keys }]);
  });

  it("is decided once the key is known, or known to be absent", () => {
    const own = policy({ Resource: OWN });
    const named = { ...request, context: { "aws:username": ["ana"] } };
    expect(evaluatePartly(own, named, known("aws:username"))).toMatchObject([{ applies: "yes" }]);
    expect(evaluatePartly(own, request, known("aws:username"))).toMatchObject([{ applies: "no" }]);
  });
});

describe("a list of principals", () => {
  it.each([
    [{ AWS: "111122223333" }, true],
    [{ AWS: "arn:aws:iam::111122223333:root" }, true],
    [{ AWS: [ROLE, "111122223333"] }, false],
    [{ AWS: "*" }, false],
    ["*", false],
  ])("names only the account of its caller, or more: %j", (Principal, only) => {
    const [statement] = policy({ Principal }).statements;
    expect(statement?.principals && namesOnlyAccount(statement.principals, request.principal)).toBe(only);
  });
});
