import type { Comparison, Size } from "./family.ts";
import { atMostOne } from "./request-grid.ts";
import * as s from "./shapes.ts";

/** A Deny beside the Allow: of resources or of all others, under a condition, with and without variables. */
export function denyFamilies(size: Size): Comparison[] {
  return [onOtherResources(size), betweenTwo(size)];
}

/** Deny on Resource or NotResource, on condition of another key or of the variable itself. */
function onOtherResources(size: Size): Comparison {
  const small = size === "small";
  const allows = ["a", s.K, ...(small ? [] : ["*", `${s.K}*`, "a*", s.M])];
  const conditions = [
    {},
    ...s.tests(["Bool", "BoolIfExists"], s.MFA, ["false"]),
    s.test("Null", s.MFA, "true"),
    s.test("StringNotEquals", s.USER, "a"),
    ...(small ? [] : s.tests(["StringEquals", "StringEqualsIfExists"], s.USER, ["a"])),
    ...(small ? [] : [s.test("StringNotEquals", s.USER, s.M)]),
  ];
  const denied = s.conditioned(s.resources(small ? ["a", s.K] : ["a", "a*", s.K, `${s.K}*`]), conditions);
  const policies = s.narrowed(
    allows.map((text) => s.allow({ Resource: s.arn(text) })),
    denied.map((part) => s.deny(part)),
  );
  return {
    name: "deny on other resources",
    policies,
    grid: {
      resources: ["a", "b", "aa", "ab", "ba", "*"].map(s.arn),
      keys: {
        [s.USER]: atMostOne(["a", "b", "aa", "*"]),
        [s.MFA]: atMostOne(["true", "false"]),
        ...(small ? {} : { [s.TAG]: atMostOne(["a", "b"]) }),
      },
    },
  };
}

/** Allow and Deny compare the same variable with the same key, by different operators. */
function betweenTwo(size: Size): Comparison {
  const operators = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringLike"];
  const few = [...s.tests(operators.slice(0, 3), s.PREFIX, [s.K]), s.test("StringEquals", s.PREFIX, "a")];
  const onKey = size === "small" ? few : s.tests(s.withIfExists(operators), s.PREFIX, [s.K, `${s.K}*`]);
  const presence = s.tests(["Null"], s.USER, ["true", "false"]);
  const denied = s.conditioned([{}], [...onKey, ...presence, s.test("StringEquals", s.USER, "a")]);
  return {
    name: "deny by the same variable",
    policies: s.narrowed(
      s.conditioned([{}], [{}, ...onKey]).map((part) => s.allow(part)),
      denied.map((part) => s.deny(part)),
    ),
    grid: {
      keys: {
        [s.PREFIX]: atMostOne(["a", "A", "b", "aa", "*"]),
        [s.USER]: atMostOne(["a", "A", "b", "aa", "*"]),
      },
    },
  };
}
