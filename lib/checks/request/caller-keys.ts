import { accountOf, type RequestPrincipal } from "#lib/iam/index.ts";

/** Of an IAM user or role, or a session of a role: its kind and name. */
const OF_ACCOUNT = /^arn:[^:]+:(?:iam|sts)::\d{12}:(user|role|assumed-role|root)(?:\/(?:.*\/)?([^/]+))?$/;

const TYPES: Record<string, string> = {
  user: "User",
  role: "AssumedRole",
  "assumed-role": "AssumedRole",
  root: "Account",
};

/**
 * The context keys that AWS fills in with what the caller is, as far as its name tells them, in lower case; without values
 * where it leaves them out. The ARN of a session does not tell the path of its role. Source: IAM User Guide, "AWS global
 * condition context keys".
 */
export function callerKeys(principal: RequestPrincipal): Record<string, string[]> {
  if (principal.kind === "Service") return { "aws:principalisawsservice": ["true"], "aws:username": [] };
  if (principal.kind === "Anonymous") return { "aws:principalarn": [], "aws:username": [] };
  if (principal.kind !== "AWS") return {};
  const [, kind = "", name = ""] = OF_ACCOUNT.exec(principal.value) ?? [];
  const account = accountOf(principal.value) ?? principal.account;
  return {
    "aws:principalisawsservice": ["false"],
    ...(account !== "" && { "aws:principalaccount": [account] }),
    ...(kind !== "" && kind !== "assumed-role" && { "aws:principalarn": [principal.value] }),
    ...(TYPES[kind] !== undefined && { "aws:principaltype": [TYPES[kind]] }),
    ...(kind === "user" && { "aws:username": [name] }),
    ...(kind !== "" && kind !== "user" && { "aws:username": [] }),
  };
}
