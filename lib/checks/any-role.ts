import { evaluate, type Policy } from "#lib/iam/index.ts";
import { DEFAULT_ACCOUNT } from "./profile.ts";
import { ANY_NAME, atMost, written } from "./whole-service.ts";

/** Becoming somebody else, and who that is where nobody is named. */
const WAYS = [
  { action: "sts:AssumeRole", whom: `role/${ANY_NAME}` },
  { action: "sts:AssumeRoot", whom: "root" },
];

/** An account that nobody would name. */
const ANY_ACCOUNT = "000000000000";

/**
 * Whether policies together let their holder become any role of an account, or the root user of any: what it may do then is not in
 * them. What they deny, and their conditions, are left aside.
 */
export function mayBecomeAny(policies: readonly Policy[]): boolean {
  const most = policies.map(atMost);
  const arns = most.flatMap(({ statements }) =>
    statements.flatMap(({ resources }) => resources?.patterns.map(({ text }) => text) ?? ["*"]),
  );
  return WAYS.some(({ action, whom }) =>
    [...new Set(arns)].some((arn) => {
      const [, partition, , region, account] = arn.split(":");
      const owner = written(account, whom === "root" ? ANY_ACCOUNT : DEFAULT_ACCOUNT);
      if (whom === "root" && owner !== ANY_ACCOUNT) return false;
      const resource = ["arn", written(partition, "aws"), "iam", written(region, ""), owner, whom].join(":");
      const request = { principal: { kind: "Attached" } as const, action, resource, context: {} };
      return evaluate(most, request).decision === "allowed";
    }),
  );
}
