import { describe, expect, it } from "vitest";
import { guesser, nearest } from "#lib/iam/validate/service/near.ts";
import { isNoRegion } from "#lib/iam/validate/service/regions.ts";

describe("the nearest name", () => {
  const names = ["GetObject", "PutObject", "ListBucket", "s3", "ec2", "ecs"];

  it.each([
    ["getobjct", "GetObject"],
    ["GteObject", "GetObject"],
    ["PutObjects", "PutObject"],
    ["ec3", undefined],
    ["s4", "s3"],
    ["DeleteObject", undefined],
    ["", undefined],
  ])("of %j is %j", (text, name) => {
    expect(nearest(text, names)).toBe(name);
  });

  it("is not looked for without end", () => {
    const guess = guesser();
    const guesses = Array.from({ length: 60 }, () => guess("s4", names));
    expect(guesses[0]).toBe("s3");
    expect(guesses[59]).toBeUndefined();
  });
});

describe("a Region", () => {
  it.each([
    "us-east-1",
    "us-gov-west-1",
    "ap-southeast-7",
    "eusc-de-east-1",
    "eu-isoe-west-1",
    "us-east-7",
    "nz-south-1",
  ])("may be %s", (name) => {
    expect(isNoRegion(name)).toBe(false);
  });

  it.each(["us-est-1", "uss-east-1", "us-east", "us-east-1a", "region", "US-EAST-1", "us--1", "us-east-10", ""])(
    "is not %j",
    (name) => {
      expect(isNoRegion(name)).toBe(true);
    },
  );
});
