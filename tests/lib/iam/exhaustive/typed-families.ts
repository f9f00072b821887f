import type { Comparison, Size } from "./family.ts";
import type { PlainConditions, PlainStatement } from "./plain-policy.ts";
import { atMostOne, atMostTwo } from "./request-grid.ts";
import * as s from "./shapes.ts";

const ORDER = ["Equals", "NotEquals", "LessThan", "LessThanEquals", "GreaterThan", "GreaterThanEquals"];

/** Numbers, dates, addresses, booleans and bytes; ARNs; actions. */
export function typedFamilies(size: Size): Comparison[] {
  const [first = "", second = "", third = ""] = ["2020-01-01T00:00:00Z", "2020-01-01T00:00:01Z", "1577836800"];
  return [
    typed("numbers", size, {
      key: "s3:max-keys",
      conditions: s.tests(operators("Numeric", size), "s3:max-keys", ["1", "2"]),
      values: ["0", "1", "1.0", "1.5", "2", "3"],
    }),
    typed("dates", size, {
      key: "aws:TokenIssueTime",
      conditions: [
        ...s.tests(operators("Date", size), "aws:TokenIssueTime", size === "small" ? [first] : [first, second]),
        ...s.tests(["StringEquals", "StringNotEquals"], "aws:TokenIssueTime", [first, third]),
      ],
      values: ["2019-12-31T23:59:59Z", first, third, second, "2020-01-01T00:00:02Z"],
    }),
    typed("addresses", size, {
      key: "aws:SourceIp",
      conditions: [
        ...s.tests(quantify(s.withIfExists(["IpAddress", "NotIpAddress"]), size), "aws:SourceIp", [
          ...["192.0.2.0/24", "192.0.2.128/25", "192.0.2.129"],
          ...["2001:db8::/32", "2001:db8::1"],
        ]),
        ...s.tests(["StringEquals", "StringNotEquals"], "aws:SourceIp", ["192.0.2.129"]),
        s.test("StringLike", "aws:SourceIp", "192.0.2.*"),
      ],
      values: [
        "192.0.2.1",
        "192.0.2.129",
        "198.51.100.1",
        "2001:db8::1",
        "2001:db8:0::1",
        "2001:db8::2",
        "2001:db9::1",
      ],
    }),
    typed("booleans and bytes", size, {
      key: s.MFA,
      conditions: [
        ...s.tests(quantify(["Bool", "BoolIfExists"], size), s.MFA, ["true", "false"]),
        s.test("Bool", s.MFA, "true", "false"),
        ...s.tests(["StringEquals", "StringNotEquals"], s.MFA, ["true"]),
      ],
      values: ["true", "false"],
    }),
    bytes(),
    arns(size),
    variableArns(size),
    actions(),
  ];
}

function operators(type: string, size: Size): string[] {
  return quantify(s.withIfExists(ORDER.map((order) => type + order)), size);
}

function quantify(plain: string[], size: Size): string[] {
  const sets = plain.flatMap((operator) => [`ForAllValues:${operator}`, `ForAnyValue:${operator}`]);
  return size === "small" ? plain : [...plain, ...sets];
}

type Typed = { key: string; conditions: PlainConditions[]; values: string[] };

function typed(name: string, size: Size, { key, conditions, values }: Typed): Comparison {
  const presence = s.tests(["Null"], key, ["true", "false"]);
  return {
    name,
    policies: s.allowedAndDenied(s.conditioned([{}], [...conditions, ...presence])),
    grid: { keys: { [key]: size === "small" ? atMostOne(values) : atMostTwo(values) } },
  };
}

function bytes(): Comparison {
  const key = "aws:PrincipalTag/bytes";
  const tested = s.tests(["BinaryEquals", "BinaryEqualsIfExists"], key, ["YQ==", "YWE="]);
  return {
    name: "bytes",
    policies: s.allowedAndDenied(s.conditioned([{}], [...tested, s.test("BinaryEquals", key, "YQ==", "YWE=")])),
    grid: { keys: { [key]: atMostOne(["YQ==", "YWE=", "QQ=="]) } },
  };
}

function arns(size: Size): Comparison {
  const key = "aws:SourceArn";
  const patterns = ["arn:aws:s3:::a", "arn:aws:s3:::*", "arn:aws:s3:*", "arn:aws:*:*:*:a", `arn:aws:s3:::${s.K}`, "*"];
  const more = ["arn:*", "arn:aws:s3:::a:*", "arn:aws:s3:?:*:a", `arn:aws:s3:::${s.K}*`];
  const names = ["ArnEquals", "ArnNotEquals", "StringEquals", "StringLike", "StringNotLike"];
  const tested = s.tests(
    size === "small" ? names : s.withIfExists([...names, "ArnLike", "ArnNotLike"]),
    key,
    size === "small" ? patterns : [...patterns, ...more],
  );
  return {
    name: "ARNs",
    policies: s.allowedAndDenied(s.conditioned([{}], [...tested, ...s.tests(["Null"], key, ["true", "false"])])),
    grid: {
      keys: {
        [key]: atMostOne([
          ...["a", "A", "aa", "a:a", "*"].map(s.arn),
          ...["arn:aws:s3:b::a", "arn:aws:s3:b:1:a", "arn:aws:sns:b:1:x:a", "arn:aws:sns:::a"],
        ]),
        [s.USER]: atMostOne(["a", "A", "*", "a:a", s.arn("a")]),
      },
    },
  };
}

/** A variable that is a whole ARN, or one field of it. */
function variableArns(size: Size): Comparison {
  const key = "aws:SourceArn";
  const names = ["ArnEquals", "ArnNotEquals", "StringEquals", "StringNotLike"];
  const patterns = [s.K, `arn:aws:${s.K}:::a`, s.arn("a"), s.arn("*")];
  const more = [s.arn(s.K), `arn:aws:s?:::${s.K}`, `\${${s.USER}, '${s.arn("a")}'}`];
  const tested = s.tests(names, key, size === "small" ? patterns : [...patterns, ...more]);
  return {
    name: "variables in ARNs",
    policies: s.allowedAndDenied(s.conditioned([{}], [...tested, s.test("Null", key, "false")])),
    grid: {
      keys: {
        [key]: atMostOne([s.arn("a"), s.arn("b"), "arn:aws:sns:::a"]),
        [s.USER]: atMostOne(["a", "s3", s.arn("a"), s.arn("b")]),
      },
    },
  };
}

function actions(): Comparison {
  const texts = ["*", "s3:*", "s3:Get*", "S3:getobject", "s3:?etObject", "s3:*Object", "*:GetObject"];
  const parts: Partial<PlainStatement>[] = texts.flatMap((text) => [{ Action: text }, { NotAction: text }]);
  const lists: Partial<PlainStatement>[] = [{ Action: ["s3:PutObject", "iam:*"] }, { NotAction: ["s3:Get*", "iam:*"] }];
  const all = [...parts, ...lists];
  return {
    name: "actions",
    policies: [
      ...all.map((part) => s.policy(s.allow(part))),
      ...all.map((part) => s.policy(s.allow({ Action: "*" }), s.deny(part))),
    ],
    grid: {
      actions: [
        "s3:GetObject",
        "s3:getobject",
        "s3:SetObject",
        "s3:PutObject",
        "s3:Get",
        "s4:GetObject",
        "iam:PassRole",
      ],
      keys: {},
    },
  };
}
