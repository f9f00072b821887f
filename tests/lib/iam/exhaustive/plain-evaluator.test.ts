import { describe, expect, it } from "vitest";
import { allows, applies } from "./plain-evaluator.ts";
import {
  GUIDE as ALL,
  type PlainCaller,
  type PlainRequest,
  type PlainStatement,
  type Reading,
  readingsFor,
} from "./plain-policy.ts";
import { allow, arn, deny, policy } from "./shapes.ts";

const GUIDE: Reading = { ...ALL, fieldsFirst: false };
const request: PlainRequest = {
  principal: { kind: "Attached" },
  action: "s3:GetObject",
  resource: arn("a"),
  context: {},
};

function meets(operator: string, wanted: string | string[], given: string[], others: Record<string, string[]> = {}) {
  const statement = allow({ Condition: { [operator]: { "s3:prefix": wanted } } });
  return applies(statement, "2012-10-17", { ...request, context: { ...others, "s3:prefix": given } }, GUIDE);
}

describe("one operator on one key", () => {
  it.each<[operator: string, wanted: string | string[], met: string[], unmet: string[]]>([
    ["StringEquals", "a*", ["a*"], ["A*", "ab", ""]],
    ["StringEquals", ["a", "b"], ["a", "b"], ["c"]],
    ["StringNotEquals", ["a", "b"], ["A", "c", ""], ["a", "b"]],
    ["StringEqualsIgnoreCase", "aB", ["Ab"], ["aBc"]],
    ["StringNotEqualsIgnoreCase", "aB", ["aBc"], ["Ab"]],
    ["StringLike", "a?*", ["ab", "a::"], ["a", "Ab"]],
    ["StringLike", `a\${*}\${?}\${$}`, ["a*?$"], ["abc$"]],
    ["StringNotLike", "a*", ["A", ""], ["a", "ab"]],
    ["ArnEquals", "arn:aws:s3:*:*:a*", ["arn:aws:s3:::a:b"], ["arn:aws:s3:::A", "arn:aws:s3::::a"]],
    ["ArnLike", "arn:aws:s3:*", ["arn:aws:s3:::a"], ["arn:aws:sns:::a"]],
    ["ArnNotLike", "arn:aws:s3:?::a", ["arn:aws:s3:::a"], ["arn:aws:s3:b::a"]],
    ["NumericEquals", "1", ["1", "1.0"], ["2", "a"]],
    ["NumericNotEquals", "1", ["2", "a"], ["1.0"]],
    ["NumericLessThan", "10", ["9"], ["10", "a"]],
    ["NumericLessThanEquals", "10", ["10"], ["10.5"]],
    ["NumericGreaterThan", "9", ["10"], ["9"]],
    ["NumericGreaterThanEquals", "9", ["9", "10"], ["8.9"]],
    ["DateEquals", "2020-01-01T00:00:00Z", ["1577836800"], ["2020-01-01T00:00:01Z"]],
    ["DateNotEquals", "1577836800", ["2020-01-01T00:00:01Z"], ["2020-01-01T00:00:00Z"]],
    ["DateLessThan", "2020-01-01T00:00:00Z", ["2019-12-31T23:59:59Z"], ["2020-01-01T00:00:00Z"]],
    ["DateGreaterThanEquals", "2020-01-01T00:00:00Z", ["2020-01-01T00:00:00Z"], ["2019-12-31T23:59:59Z"]],
    ["Bool", "true", ["true"], ["false"]],
    ["BinaryEquals", "YQ==", ["YQ=="], ["QQ==", "not base64"]],
    ["IpAddress", "192.0.2.0/25", ["192.0.2.127"], ["192.0.2.128", "2001:db8::1"]],
    ["IpAddress", "2001:db8::/32", ["2001:db8:1::", "2001:db8:0:0:0:0:0:1"], ["2001:db9::1"]],
    ["NotIpAddress", "192.0.2.1", ["192.0.2.2", "::1"], ["192.0.2.1"]],
    ["Null", "false", ["", "a"], []],
    ["Null", "true", [], ["", "a"]],
  ])("%s of %j", (operator, wanted, met, unmet) => {
    expect(met.filter((value) => !meets(operator, wanted, [value]))).toEqual([]);
    expect(unmet.filter((value) => meets(operator, wanted, [value]))).toEqual([]);
  });

  it.each<[operator: string, met: boolean]>([
    ["StringEquals", false],
    ["StringNotEquals", true],
    ["NotIpAddress", true],
    ["StringEqualsIfExists", true],
    ["StringNotEqualsIfExists", true],
    ["ForAllValues:StringEquals", true],
    ["ForAllValues:StringNotEquals", true],
    ["ForAnyValue:StringEquals", false],
    ["ForAnyValue:StringNotEquals", false],
    ["ForAnyValue:StringEqualsIfExists", true],
  ])("%s without a value", (operator, met) => {
    expect(meets(operator, "192.0.2.1", [])).toBe(met);
  });

  it("reads ForAnyValue with IfExists on an absent key in two ways", () => {
    const statement = allow({ Condition: { "ForAnyValue:StringLikeIfExists": { "s3:prefix": "a" } } });
    const met = readingsFor([policy(statement)]).map((reading) => applies(statement, "2012-10-17", request, reading));
    expect(met).toEqual([true, false]);
  });

  it.each<[operator: string, given: string[], met: boolean[]]>([
    ["StringEquals", ["a"], [false, true]],
    ["StringNotEquals", ["a"], [true, true]],
    ["StringEqualsIfExists", ["a"], [false, true]],
    ["StringEqualsIfExists", [], [true, true]],
    ["ForAllValues:StringEquals", ["a"], [false, true]],
    ["ForAnyValue:StringNotEquals", [], [false, true]],
    ["Null", [], [false, true]],
  ])("reads %s without values on %j in two ways", (operator, given, met) => {
    const statement = allow({ Condition: { [operator]: { "s3:prefix": [] } } });
    const asked = { ...request, context: { "s3:prefix": given } };
    const answers = readingsFor([policy(statement)]).map((reading) => applies(statement, "2012-10-17", asked, reading));
    expect(answers).toEqual(met);
  });

  it.each<[operator: string, wanted: string[], given: string[], met: boolean]>([
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
    ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
    ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], true],
    ["ForAllValues:StringNotEquals", ["a"], ["a", "c"], false],
    ["ForAnyValue:StringEquals", ["a"], ["a", "c"], true],
    ["ForAnyValue:StringEquals", ["a"], ["b", "c"], false],
    ["ForAnyValue:StringNotEquals", ["a"], ["a", "c"], true],
    ["ForAnyValue:StringNotEquals", ["a", "c"], ["a", "c"], false],
  ])("%s of %j on %j", (operator, wanted, given, met) => {
    expect(meets(operator, wanted, given)).toBe(met);
  });
});

describe("a variable", () => {
  const user = { "aws:username": ["*"] };

  it.each<[operator: string, wanted: string, given: string, others: Record<string, string[]>, met: boolean]>([
    ["StringLike", `\${aws:username}`, "*", user, true],
    ["StringLike", `\${aws:username}`, "a", user, false],
    ["StringLike", `\${AWS:UserName}*`, "*a", user, true],
    ["StringEquals", `\${aws:username, 'd'}`, "d", {}, true],
    ["StringEquals", `\${aws:username, 'd'}`, "d", user, false],
    ["StringEquals", `\${aws:username, ''}`, "", {}, true],
    ["StringEquals", `\${aws:username}`, `\${aws:username}`, {}, false],
    ["StringNotEquals", `\${aws:username}`, "a", {}, true],
    ["StringEquals", `\${$}{aws:username}`, `\${aws:username}`, user, true],
    ["ArnLike", `arn:aws:s3:::\${aws:username}`, arn("a:b"), { "aws:username": ["a:b"] }, true],
  ])("%s of %s on %s", (operator, wanted, given, others, met) => {
    expect(meets(operator, wanted, [given], others)).toBe(met);
  });

  it("stands for no resource where its key is absent, and is plain text before 2012-10-17", () => {
    const own = allow({ Resource: arn(`\${aws:username}`) });
    const others = allow({ NotResource: arn(`\${aws:username}`) });
    expect(applies(own, "2012-10-17", request, GUIDE)).toBe(false);
    expect(applies(others, "2012-10-17", request, GUIDE)).toBe(true);
    expect(applies(own, "2012-10-17", { ...request, context: { "aws:username": ["a"] } }, GUIDE)).toBe(true);
    expect(applies(own, undefined, { ...request, resource: arn(`\${aws:username}`) }, GUIDE)).toBe(true);
  });
});

it.each<[wanted: string, given: string, met: boolean[]]>([
  [`\${aws:username}`, arn("a"), [false, true]],
  [`arn:aws:\${aws:username, 's3'}:::a`, arn("a"), [false, false]],
  [`arn:aws:\${aws:PrincipalTag/m, 's3'}:::a`, arn("a"), [true, true]],
  [`arn:aws:s3:::\${aws:username}`, `arn:aws:s3:::${arn("a")}`, [true, true]],
])("tells the fields of %s before or after its variable is replaced", (wanted, given, met) => {
  const statement = allow({ Condition: { ArnLike: { "s3:prefix": wanted } } });
  const called = { ...request, context: { "s3:prefix": [given], "aws:username": [arn("a")] } };
  const wholeArns = readingsFor([policy(statement)]).filter((reading) => reading.wholeArns);
  expect(wholeArns.map((reading) => applies(statement, "2012-10-17", called, reading))).toEqual(met);
});

describe("the elements of a statement", () => {
  it.each<[element: Partial<PlainStatement>, met: boolean]>([
    [{ Action: "S3:get*" }, true],
    [{ Action: ["iam:*", "s3:?etObject"] }, true],
    [{ Action: "s3:Get" }, false],
    [{ NotAction: ["iam:*", "s3:Put*"] }, true],
    [{ NotAction: "s3:*" }, false],
    [{ Resource: [arn("b"), arn("a")] }, true],
    [{ Resource: arn("A") }, false],
    [{ Resource: "arn:aws:*:a" }, false],
    [{ Resource: "arn:aws:s3:*" }, true],
    [{ NotResource: arn("b") }, true],
    [{ NotResource: "*" }, false],
  ])("%j", (element, met) => {
    expect(applies(allow(element), "2012-10-17", request, GUIDE)).toBe(met);
  });

  const session: PlainCaller = {
    kind: "AWS",
    value: "arn:aws:sts::111122223333:assumed-role/r/s",
    account: "111122223333",
  };

  it.each<[AWS: string[], named: boolean, spared: boolean]>([
    [["*"], true, true],
    [["111122223333"], true, false],
    [["arn:aws:iam::111122223333:root"], true, false],
    [["arn:aws:iam::111122223333:role/r"], true, false],
    [["111122223333", "arn:aws:iam::111122223333:role/r"], true, false],
    [["111122223333", "arn:aws:iam::111122223333:role/r", session.value], true, true],
    [["arn:aws:iam::111122223333:role/s", "444455556666"], false, false],
  ])("names a role's session as %j", (AWS, named, spared) => {
    const called = { ...request, principal: session };
    const listed = (reading: Reading) => !applies(deny({ NotPrincipal: { AWS } }), undefined, called, reading);
    expect(applies(allow({ Principal: { AWS } }), undefined, called, GUIDE)).toBe(named);
    expect(listed(GUIDE)).toBe(spared);
    expect(listed({ ...GUIDE, everyNamed: false })).toBe(named);
  });

  it("names services and anonymous callers", () => {
    const covers = (Principal: PlainStatement["Principal"], principal: PlainCaller) =>
      applies({ ...allow(), ...(Principal ? { Principal } : {}) }, undefined, { ...request, principal }, GUIDE);
    expect(covers({ AWS: "*" }, { kind: "Anonymous" })).toBe(true);
    expect(covers({ AWS: "111122223333" }, { kind: "Anonymous" })).toBe(false);
    expect(covers({ Service: "a.example" }, { kind: "Service", value: "a.example" })).toBe(true);
    expect(covers({ Service: "a.example" }, { kind: "Federated", value: "a.example" })).toBe(false);
  });
});

it("allows what an Allow covers and no Deny", () => {
  const allowed = (...statements: PlainStatement[]) => allows(policy(...statements), request, GUIDE);
  expect(allowed(allow(), deny({ Resource: arn("b") }))).toBe(true);
  expect(allowed(allow(), deny({ Resource: arn("a") }))).toBe(false);
  expect(allowed(deny({ Resource: arn("b") }))).toBe(false);
});
