import type { AskedRequest } from "./request-policy.ts";

const OF_ROLE = /:role\//;
const OF_ALIAS = /:alias\//;

/** Actions of KMS that are about no key, in lower case. Source: Service Authorization Reference, "AWS KMS". */
const WITHOUT_KEY = new Set(
  [
    "ConnectCustomKeyStore",
    "CreateCustomKeyStore",
    "CreateKey",
    "DeleteCustomKeyStore",
    "DescribeCustomKeyStores",
    "DisconnectCustomKeyStore",
    "GenerateRandom",
    "ListAliases",
    "ListKeys",
    "ListRetirableGrants",
    "UpdateCustomKeyStore",
  ].map((name) => `kms:${name.toLowerCase()}`),
);

/**
 * Whether the policy of the resource has to allow a request in its own account too: that of a key, and that of a role, which
 * says who assumes it, and what of the session may be said then.
 * Sources: KMS Developer Guide, "Key policies"; IAM User Guide, "Pass session tags in AWS STS".
 */
export function needsResource({ action, resource }: Pick<AskedRequest, "action" | "resource">): boolean {
  const name = action.toLowerCase();
  if (name.startsWith("kms:")) return !WITHOUT_KEY.has(name) && !OF_ALIAS.test(resource);
  if (name === "sts:tagsession" || name === "sts:setsourceidentity") return OF_ROLE.test(resource);
  return name.startsWith("sts:assumerole");
}
