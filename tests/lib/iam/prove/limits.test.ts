import { describe, expect, it } from "vitest";
import { checkNoNewAccess } from "#lib/iam/index.ts";
import { policyOf } from "../read-cases.ts";

const policy = (...Statement: unknown[]) => policyOf(JSON.stringify({ Version: "2012-10-17", Statement }), "identity");
const allow = (Resource: unknown, more = {}) => ({ Effect: "Allow", Action: "s3:*", Resource, ...more });

const hard = Array.from({ length: 30 }, (_, index) => ({
  Effect: "Allow",
  Action: "s3:*",
  [index % 2 ? "Resource" : "NotResource"]: [`arn:aws:s3:::*${index}*`, `arn:aws:s3:::*a*${index}?*`],
}));

describe("past the limits the verdict is UNKNOWN with its cause", () => {
  const question = { policy: policy(allow("arn:aws:s3:::*")), existing: policy(...hard), type: "identity" as const };

  it("of steps", () => {
    const result = checkNoNewAccess(question);
    expect(result.verdict).toBe("UNKNOWN");
    expect(result.cause).toMatch(/more steps/);
    expect(result.reasons[0]).toMatchObject({ statementIndex: 0 });
    expect(result.reasons[0]?.description).toMatch(/^Inconclusive in the statement with index: 0/);
  });

  it("at once for every statement that is left", () => {
    const many = policy(...Array.from({ length: 50 }, (_, index) => allow(`arn:aws:s3:::*${index}x*`)));
    const result = checkNoNewAccess({ ...question, policy: many, limits: { steps: 100_000 } });
    expect(result.verdict).toBe("UNKNOWN");
    expect(result.reasons).toHaveLength(50);
    expect(new Set(result.reasons.map(({ description }) => description.replace(/index: \d+/, ""))).size).toBe(1);
  });

  it("of principals that have to be told apart", () => {
    const named = (start: string) =>
      Array.from({ length: 400 }, (_, index) => `${start}${String(index).padStart(9, "0")}`);
    const ids = named("AIDAAAAAAAAA");
    const text = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        allow("*", { Principal: { AWS: [...ids, ...named("111")] } }),
        allow("*", { Principal: "*", Effect: "Deny" }),
      ],
    });
    const crowd = policyOf(text, "resource");
    const result = checkNoNewAccess({ policy: crowd, existing: policyOf(text, "resource"), type: "resource" });
    expect(result.verdict).toBe("UNKNOWN");
    expect(result.cause).toMatch(/unique ids/);
  });

  it("of a pattern's length", () => {
    const long = policy(allow(`arn:aws:s3:::${"*a".repeat(5000)}`));
    expect(
      checkNoNewAccess({ policy: long, existing: policy(allow("arn:aws:s3:::x")), type: "identity" }).cause,
    ).toMatch(/longer than/);
  });

  it("of the number of condition keys", () => {
    const many = Array.from({ length: 600 }, (_, index) =>
      allow("*", { Condition: { StringLike: { [`k${index}`]: "a*" } } }),
    );
    expect(checkNoNewAccess({ policy: policy(allow("*")), existing: policy(...many), type: "identity" }).cause).toMatch(
      /condition keys/,
    );
  });

  it("a statement that is shown to grant decides, and what stays open is named next to it", () => {
    const both = policy({ Effect: "Allow", Action: "sns:Publish", Resource: "*" }, allow("arn:aws:s3:::*"));
    const result = checkNoNewAccess({ policy: both, existing: policy(...hard), type: "identity" });
    expect(result.verdict).toBe("FAIL");
    expect(result.reasons.map(({ statementIndex, witness }) => [statementIndex, witness !== undefined])).toEqual([
      [0, true],
      [1, false],
    ]);
  });
});

describe("large policies", () => {
  const actions = (count: number, ending: string) =>
    Array.from({ length: count }, (_, index) => `ec2:Describe${index}${ending}`);
  const named = (Action: string[]) => policy({ Effect: "Allow", Action, Resource: "*" });

  it("a thousand wildcard actions are told apart", () => {
    const check = (left: string[], right: string[]) =>
      checkNoNewAccess({ policy: named(left), existing: named(right), type: "identity" }).verdict;
    const all = actions(1000, "*");
    expect(check(all, [...all].reverse())).toBe("PASS");
    expect(
      check(
        all,
        all.filter(
          (action) => action !== "ec2:Describe500*" && action !== "ec2:Describe50*" && action !== "ec2:Describe5*",
        ),
      ),
    ).toBe("FAIL");
    expect(check(all, actions(1000, "?*"))).toBe("FAIL");
  });

  it("a megabyte of statements is compared with itself", () => {
    const statements = Array.from({ length: 8000 }, (_, index) =>
      allow(`arn:aws:s3:::bucket-${index}/*`, { Action: `s3:Get${index}*` }),
    );
    expect(
      checkNoNewAccess({ policy: policy(...statements), existing: policy(...statements), type: "identity" }).verdict,
    ).toBe("PASS");
  });

  it("ten thousand values of one condition are compared, and one that is new is found", () => {
    const values = Array.from({ length: 10_000 }, (_, index) => `team-${index}-*`);
    const tagged = (team: string[]) =>
      policy(allow("*", { Condition: { StringLike: { "aws:PrincipalTag/team": team } } }));
    const check = (own: string[], known: string[]) =>
      checkNoNewAccess({ policy: tagged(own), existing: tagged(known), type: "identity" });
    expect(check(values, [...values].reverse()).verdict).toBe("PASS");
    expect(check(values, values.slice(1)).verdict).toBe("FAIL");
    expect(["PASS", "UNKNOWN"]).toContain(check(values, values.slice(1).concat("*am-0-*")).verdict);
  });

  it("three hundred statements with variables are compared, and one that is new is found", () => {
    const statements = Array.from({ length: 300 }, (_, n) =>
      allow(`arn:aws:s3:::bucket-${n % 5}/\${aws:username}/${n}/\${aws:PrincipalTag/t${n % 9}}/*`, {
        Effect: n % 2 ? "Allow" : "Deny",
        Action: `s3:Get${n % 7}*`,
      }),
    );
    const more = allow(`arn:aws:s3:::bucket-1/\${aws:username}/*`, { Action: "s3:Get1Object" });
    const existing = policy(...statements);
    expect(checkNoNewAccess({ policy: policy(...statements), existing, type: "identity" }).verdict).toBe("PASS");
    const result = checkNoNewAccess({ policy: policy(...statements, more), existing, type: "identity" });
    expect(result).toMatchObject({ verdict: "FAIL", reasons: [{ statementIndex: 300 }] });
  });
});
