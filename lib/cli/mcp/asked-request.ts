import { z } from "zod";
import type { AskedRequest } from "#lib/checks/request/request-policy.ts";
import { Invalid } from "#lib/errors.ts";
import { ACCOUNT_ID, accountOf, isAccountId, type RequestPrincipal } from "#lib/iam/index.ts";

const value = z.string().min(1).max(2048);

const principal = z
  .union([
    z.strictObject({ AWS: value }),
    z.strictObject({ Service: value }),
    z.strictObject({ Federated: value }),
    z.strictObject({ CanonicalUser: value }),
    z.literal("anonymous"),
  ])
  .optional()
  .describe(
    'The caller, such as {"AWS": "arn:aws:iam::111122223333:role/app"}; required if a resource policy is given',
  );

const contextValue = z.union([z.string().max(4096), z.array(z.string().max(4096)).max(200), z.null()]);

export const requestInput = z.strictObject({
  principal,
  action: z
    .string()
    .max(256)
    .regex(/^[a-zA-Z0-9-]+:[a-zA-Z0-9]+$/, "One action, such as s3:GetObject, without wildcards"),
  resource: value.describe("The ARN of one resource, or * if the action has no resource"),
  resource_account: z
    .string()
    .regex(ACCOUNT_ID)
    .optional()
    .describe("The account that owns the resource, if its ARN does not say"),
  context: z
    .record(z.string().min(1).max(256), contextValue)
    .refine((keys) => Object.keys(keys).length <= 200, "At most 200 keys")
    .default({})
    .describe("Condition keys of the request with their values; null if the request does not have the key"),
  other_keys: z
    .enum(["unknown", "absent"])
    .default("unknown")
    .describe("Keys missing from context: unknown, or absent from the request"),
});

/** The request as decided. Throws Invalid if the principal has no account, or the request contradicts itself. */
export function askedRequest(given: z.output<typeof requestInput>): AskedRequest {
  const { action, resource, resource_account = null, context, other_keys } = given;
  refuseOtherAccount(resource, resource_account);
  refuseTwice(Object.keys(context));
  const entries = Object.entries(context).map(
    ([key, values]) => [key, values === null ? [] : [values].flat()] as const,
  );
  return {
    principal: principalOf(given.principal),
    action,
    resource,
    resourceAccount: resource_account,
    context: Object.fromEntries(entries),
    isWhole: other_keys === "absent",
  };
}

function refuseOtherAccount(resource: string, account: string | null): void {
  const named = accountOf(resource) ?? "";
  if (account === null || !isAccountId(named) || named === account) return;
  throw new Invalid(
    `The resource “${resource}” belongs to ${named}, but resource_account says ${account}. Use one of them.`,
  );
}

/** Key names are case-insensitive. */
function refuseTwice(keys: readonly string[]): void {
  const seen = new Set<string>();
  for (const key of keys) {
    const name = key.toLowerCase();
    if (seen.has(name)) throw new Invalid(`The context has the key “${key}” twice, in different case. Give it once.`);
    seen.add(name);
  }
}

const OF_ACCOUNT = /^arn:[^:]*:(?:iam|sts):[^:]*:(\d{12}):./;

function principalOf(given: z.output<typeof principal>): RequestPrincipal {
  if (given === undefined) return { kind: "Attached" };
  if (given === "anonymous") return { kind: "Anonymous" };
  if ("Service" in given) return { kind: "Service", value: given.Service };
  if ("Federated" in given) return { kind: "Federated", value: given.Federated };
  if ("CanonicalUser" in given) return { kind: "CanonicalUser", value: given.CanonicalUser };
  const { AWS } = given;
  const [, account = ""] = OF_ACCOUNT.exec(AWS) ?? [];
  if (account === "") {
    throw new Invalid(
      `The principal “${AWS}” is not the ARN of a user, role, session or account, such as arn:aws:iam::111122223333:role/app.`,
    );
  }
  return { kind: "AWS", value: AWS, account };
}
