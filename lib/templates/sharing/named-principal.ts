import type { Node } from "#lib/iam/index.ts";
import { objectNode, stringNode, stringValue } from "../node.ts";
import type { Permission } from "../permission-statement.ts";

/** The principals a value names, in the form of a resource policy statement. */
export type Named = Pick<Permission, "principal" | "conditions">;

const ORGANIZATION = /^arn:[^:]+:organizations::\d{12}:organization\/(o-[^/]+)$/;
const UNIT = /^arn:[^:]+:organizations::\d{12}:ou\/(o-[^/]+)\/(ou-.+)$/;
const OF_ACCOUNT =
  /^(?:(\d{12})(?::IAMPrincipals)?|saml\/(\d{12})\/.+|arn:[^:]+:iam::(\d{12}):saml-provider\/[^:]+:.+|arn:[^:]+:(?!iam:|sts:)[^:]*:[^:]*:(\d{12}):.+)$/;
const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

/**
 * With whom a resource is shared: an account, an ARN of IAM, an organization or a unit of it, a service, everyone. Any
 * other name that contains an account, such as users of a SAML provider, counts as that account. Null for anything
 * else.
 */
export function namedPrincipal(node: Node): Named | null {
  const value = stringValue(node)?.trim() ?? (node.kind === "number" ? String(node.value) : "");
  const text = (words: string) => stringNode(words, node.span);
  const by = (kind: string, name: string): Named => ({
    principal: objectNode([[kind, text(name)]], node.span),
    conditions: [],
  });
  const everyone = (operator: string, key: string, wanted: string): Named => ({
    principal: text("*"),
    conditions: [{ operator, key, value: text(wanted) }],
  });
  if (value === "*" || /^all$/i.test(value)) return { principal: text("*"), conditions: [] };
  const [, organization] = ORGANIZATION.exec(value) ?? [];
  if (organization !== undefined) return everyone("StringEquals", "aws:PrincipalOrgID", organization);
  const [, root, unit] = UNIT.exec(value) ?? [];
  if (root !== undefined) return everyone("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `${root}/*/${unit}/*`);
  const account = OF_ACCOUNT.exec(value)
    ?.slice(1)
    .find((each) => each !== undefined);
  if (account !== undefined) return by("AWS", account);
  if (!/^arn:[^:]+:(?:iam|sts):/.test(value)) return SERVICE.test(value) ? by("Service", value) : null;
  return /[*?]/.test(value) ? everyone("ArnLike", "aws:PrincipalArn", value) : by("AWS", value);
}
