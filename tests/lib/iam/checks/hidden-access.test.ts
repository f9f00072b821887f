import { describe, expect, it } from "vitest";
import {
  type CheckResult,
  checkAccessNotGranted,
  checkNoExternalAccess,
  checkNoNewAccess,
  checkNoPublicAccess,
  type Policy,
} from "#lib/iam/index.ts";
import { policyOf } from "../read-cases.ts";

type Parts = Record<string, unknown>;

function policy(type: "identity" | "resource", ...parts: Parts[]): Policy {
  const caller = type === "resource" ? { Principal: "*" } : {};
  const Statement = parts.map((part) => ({ Effect: "Allow", Action: "*", Resource: "*", ...caller, ...part }));
  return policyOf(JSON.stringify({ Version: "2012-10-17", Statement }), type);
}

const deny = (operator: string, key: string, values: string[]): Parts => ({
  Effect: "Deny",
  Condition: { [operator]: { [key]: values } },
});

const CHECKS: [name: string, check: (...denies: Parts[]) => CheckResult][] = [
  [
    "CheckAccessNotGranted",
    (...denies) =>
      checkAccessNotGranted({
        policy: policy("identity", {}, ...denies),
        access: { actions: ["iam:PassRole"] },
        type: "identity",
      }),
  ],
  [
    "CheckNoNewAccess",
    (...denies) =>
      checkNoNewAccess({
        policy: policy("identity", {}, ...denies),
        existing: policy("identity", { Action: "s3:GetObject" }),
        type: "identity",
      }),
  ],
  [
    "CheckNoPublicAccess",
    (...denies) => checkNoPublicAccess({ policy: policy("resource", {}, ...denies), resourceType: "AWS::S3::Bucket" }),
  ],
  [
    "the external check",
    (...denies) => checkNoExternalAccess({ policy: policy("resource", {}, ...denies), account: "111122223333" }),
  ],
];

/** Denies that every value of one type meets, on a key that holds values of another. */
const NEVER_MET: [name: string, denies: Parts[]][] = [
  ["booleans of a region", [deny("BoolIfExists", "aws:RequestedRegion", ["true", "false"])]],
  ["addresses of a region", [deny("IpAddressIfExists", "aws:RequestedRegion", ["0.0.0.0/0", "::/0"])]],
  [
    "numbers of a region, in two halves",
    [
      deny("NumericLessThanIfExists", "aws:RequestedRegion", ["5"]),
      deny("NumericGreaterThanEqualsIfExists", "aws:RequestedRegion", ["5"]),
    ],
  ],
  [
    "dates of a region, in two halves",
    [
      deny("DateLessThanIfExists", "aws:RequestedRegion", ["2020-01-01"]),
      deny("DateGreaterThanEqualsIfExists", "aws:RequestedRegion", ["2020-01-01"]),
    ],
  ],
  ["booleans of an address", [deny("BoolIfExists", "aws:SourceIp", ["true", "false"])]],
  ["addresses of a boolean", [deny("IpAddressIfExists", "aws:SecureTransport", ["0.0.0.0/0", "::/0"])]],
  ["booleans of many values", [deny("ForAnyValue:Bool", "aws:CalledVia", ["true", "false"])]],
  [
    "a text and a boolean",
    [deny("StringEqualsIfExists", "aws:RequestedRegion", ["true"]), deny("Bool", "aws:RequestedRegion", ["false"])],
  ],
];

describe.each(CHECKS)("%s shows access next to a Deny that never applies", (_, check) => {
  it.each(NEVER_MET)("to %s", (_, denies) => {
    expect(check(...denies).verdict).toBe("FAIL");
  });

  it.each<[name: string, denies: Parts[]]>([
    ["booleans", [deny("BoolIfExists", "aws:SecureTransport", ["true", "false"])]],
    ["addresses", [deny("IpAddressIfExists", "aws:SourceIp", ["0.0.0.0/0", "::/0"])]],
    [
      "dates",
      [
        deny("DateLessThanIfExists", "aws:CurrentTime", ["2020-01-01"]),
        deny("DateGreaterThanEqualsIfExists", "aws:CurrentTime", ["2020-01-01"]),
      ],
    ],
  ])("and none next to one that always does: all %s of a key that holds nothing else", (_, denies) => {
    expect(check(...denies).verdict).toBe("PASS");
  });
});
