import { accessNotGranted, type Family, noPublicAccess, type Size } from "./family.ts";
import type { PlainPolicy } from "./plain-policy.ts";
import { CALLERS } from "./principal-families.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

/** What is asked of one policy alone: whether it grants listed access, whether it is public. */
export function grantedFamilies(size: Size): Family[] {
  return [listedAccess(size), publicAccess(size)];
}

const ACCESSES = [
  { actions: ["s3:GetObject"] },
  { actions: ["iam:PassRole", "s3:PutObject"] },
  { resources: [s.arn("a")] },
  { resources: [s.arn("a*"), s.arn("b")] },
  { actions: ["s3:GetObject"], resources: [s.arn("a")] },
  { actions: ["iam:PassRole", "s3:PutObject"], resources: [s.arn("b"), s.arn("aa")] },
];

function listedAccess(size: Size): Family {
  const places = s.resources(["*", "a", s.K, ...(size === "small" ? [] : [s.orElse("a"), `${s.K}*`, "?", `a${s.K}`])]);
  const conditions = [
    {},
    ...s.tests(["StringEquals", "StringEqualsIgnoreCase"], s.USER, [s.M]),
    ...(size === "small" ? [] : s.tests(["StringEquals", "StringNotEquals"], s.USER, ["a"])),
    ...(size === "small" ? [] : [s.test("Null", s.USER, "true")]),
  ];
  const parts = s.conditioned(places, conditions);
  const policies = s.narrowed(
    [...parts, { NotAction: "s3:Get*" }].map((part) => s.allow(part)),
    [...parts, { NotAction: "iam:*" }].map((part) => s.deny(part)),
  );
  return {
    name: "access not granted",
    policies,
    type: "identity",
    questions: (size === "small" ? ACCESSES.slice(4) : ACCESSES).map(accessNotGranted),
    grid: {
      actions: ["s3:GetObject", "s3:PutObject", "iam:PassRole"],
      resources: ["a", "b", "aa", "c"].map(s.arn),
      keys: { [s.USER]: atMostOne(["a", "b", "aa"]), [s.TAG]: atMostOne(["a", "A"]) },
    },
  };
}

/** The keys that pin a caller are absent, or hold a value that no policy names. */
function publicAccess(size: Size): Family {
  const pins = [
    {},
    ...s.tests(["StringEquals", "StringNotEquals", "StringEqualsIfExists"], "aws:SourceVpce", ["vpce-1", s.K]),
    ...s.tests(["StringLike", "ForAllValues:StringEquals"], "aws:SourceVpce", ["vpce-*", "*"]),
    s.test("Null", "aws:SourceVpce", "true"),
  ];
  const own = [{}, s.test("StringEquals", s.PREFIX, "a"), s.test("StringNotEquals", s.PREFIX, s.K)];
  const conditions = s.eachWith(pins, size === "small" ? own.slice(0, 2) : own);
  const policies: PlainPolicy[] = s.narrowed(
    s
      .conditioned([{ Principal: "*" }, { Principal: { AWS: "111122223333" } }], conditions)
      .map((part) => s.allow(part)),
    s
      .conditioned([{ Principal: "*" }, { NotPrincipal: { AWS: "111122223333" } }], conditions)
      .map((part) => s.deny(part)),
  );
  return {
    name: "public access",
    policies,
    type: "resource",
    questions: [noPublicAccess("AWS::S3::Bucket")],
    grid: {
      callers: CALLERS.filter(
        (caller) => caller.kind === "Anonymous" || ("account" in caller && caller.account[0] === "4"),
      ),
      keys: {
        "aws:SourceVpce": atMostOne(["vpce-2", "other"]),
        [s.PREFIX]: atMostOne(["a", "b"]),
        [s.USER]: atMostOne(["a", "vpce-2"]),
      },
    },
  };
}
