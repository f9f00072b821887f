import type { PolicyDocument } from "./policy-document.ts";
import type { StatementView } from "./statement-view.ts";

const TRUST = "AWS::IAM::AssumeRolePolicyDocument";

function namesNoResource({ statements }: PolicyDocument): boolean {
  return statements.every(({ members }) => !members.has("Resource") && !members.has("NotResource"));
}

/** A role's trust policy: declared as one, or without a declared type, without a resource, and about `sts:` actions. */
export function isTrustPolicy(document: PolicyDocument): boolean {
  if (document.type !== "resource") return false;
  if (document.resourceType !== undefined) return document.resourceType === TRUST;
  return (
    namesNoResource(document) &&
    document.statements.some(({ actions }) => actions.some(({ node }) => isSts(node.value)))
  );
}

function isSts(action: string): boolean {
  return action.toLowerCase().startsWith("sts:");
}

/**
 * A policy without a declared type whose statements name no resource may belong to a role, whose policies name none.
 */
export function needsResource(document: PolicyDocument): boolean {
  if (document.type !== "resource") return true;
  return document.resourceType === undefined ? !namesNoResource(document) : document.resourceType !== TRUST;
}

/** The statements of a trust policy; none for another policy. */
export function trustStatements(document: PolicyDocument): StatementView[] {
  return isTrustPolicy(document) ? document.statements : [];
}

export type Provider = "saml" | "oidc";

/** The type of a Federated principal: SAML providers are ARNs, OpenID Connect providers ARNs or domain names. */
export function providerOf(principal: string): Provider | undefined {
  if (/^arn:[^:]*:iam::[^:]*:saml-provider\/.+$/.test(principal)) return "saml";
  if (/^arn:[^:]*:iam::[^:]*:oidc-provider\/.+$/.test(principal)) return "oidc";
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?(\/\S*)?$/i.test(principal) ? "oidc" : undefined;
}

/** The prefix of an OpenID Connect provider's condition keys, in lower case. */
export function oidcKeyPrefix(principal: string): string {
  return `${principal.replace(/^arn:[^/]*:oidc-provider\//, "").toLowerCase()}:`;
}

export const GITHUB = "token.actions.githubusercontent.com:";
