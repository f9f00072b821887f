import { isFixed } from "../arn.ts";
import type { Check } from "../check.ts";
import { at, atKey, isText, membersOf } from "../place.ts";
import { GITHUB, needsResource, oidcKeyPrefix, providerOf, trustStatements } from "../trust.ts";
import { conditionsIn, elementsIn, principalsIn, tests } from "../walk.ts";

export const federatedPrincipalNotSupported: Check = {
  code: "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
  type: "ERROR",
  details:
    "The policy type does not support a federated identity provider in the principal element. Use a supported principal.",
  *find(document) {
    if (document.type !== "resource" || !needsResource(document)) return;
    for (const { value } of elementsIn(document.statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) if (kind.key === "Federated") yield { locations: [at(kind.value)] };
    }
  },
};

export const invalidFederatedPrincipalSyntaxInRoleTrustPolicy: Check = {
  code: "INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
  type: "ERROR",
  details:
    "The principal value specifies a federated principal that does not match the expected format. Update the federated principal to a domain name or a SAML metadata ARN.",
  *find(document) {
    for (const { kind, place } of principalsIn(trustStatements(document))) {
      const { value } = place.node;
      if (kind !== "Federated" || !isFixed(value) || providerOf(value) !== undefined) continue;
      yield { locations: [at(place)] };
    }
  },
};

export const missingConditionKeyForOidcPrincipal: Check = {
  code: "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
  type: "SECURITY_WARNING",
  details:
    "Using an Open ID Connect principal without a condition can be overly permissive. Add condition keys with a prefix that matches your federated OIDC principals to ensure that only the intended identity provider assumes the role.",
  *find(document) {
    for (const { effect, principals, conditions } of trustStatements(document)) {
      if (effect !== "Allow") continue;
      const starts = new Set(conditions.flatMap(({ name }) => startsOf(name)));
      for (const { kind, place } of principals) {
        const { value } = place.node;
        if (kind !== "Federated" || !isFixed(value) || providerOf(value) !== "oidc") continue;
        if (!starts.has(oidcKeyPrefix(value))) yield { locations: [at(place)] };
      }
    }
  },
};

/** The text before a key's first and second colon, because a provider may include a port. */
function startsOf(name: string): string[] {
  const first = name.indexOf(":") + 1;
  return [name.slice(0, first), name.slice(0, name.indexOf(":", first) + 1)];
}

export const foranyvalueWithAudienceClaimType: Check = {
  code: "FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
  type: "SECURITY_WARNING",
  details:
    "Using ForAnyValue qualifier with the single-valued condition key {{key}} can be overly permissive. We recommend that you remove ForAnyValue:.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, name, operator, key } = condition;
      if (read?.quantifier !== "ForAnyValue" || !isAudience(name)) continue;
      yield { locations: [atKey(operator)], values: { key: key.key } };
    }
  },
};

/** As in `accounts.example.com:aud`: the host of an identity provider precedes the claim. */
function isAudience(name: string): boolean {
  return name.endsWith(":aud") && /.\../.test(name.slice(0, -":aud".length));
}

export const missingGithubRepoConditionKey: Check = {
  code: "MISSING_GITHUB_REPO_CONDITION_KEY",
  type: "SECURITY_WARNING",
  details:
    "Granting a federated GitHub principal permissions without a condition key can allow more sources to assume the role than you intended. Add the token.actions.githubusercontent.com:sub condition key and specify the branch and repository name in the value.",
  *find(document) {
    for (const statement of trustStatements(document)) {
      if (statement.effect !== "Allow" || tests(statement, `${GITHUB}sub`)) continue;
      for (const { kind, place } of statement.principals) {
        if (kind === "Federated" && oidcKeyPrefix(place.node.value) === GITHUB) yield { locations: [at(place)] };
      }
    }
  },
};

const REPOSITORY_AND_BRANCH = /^[^*?]*$/;
const REPOSITORY = /^repo:[^*?/]+\/[^*?:]+(:.*)?$/;

export const specificGithubRepoAndBranchRecommended: Check = {
  code: "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
  type: "WARNING",
  details:
    "Using a wildcard (*) in token.actions.githubusercontent.com:sub can allow requests from more sources than you intended. Specify the value of token.actions.githubusercontent.com:sub with the repository and branch name. If the subject claim does not include the branch, specify it in a token.actions.githubusercontent.com:ref condition key.",
  *find(document) {
    for (const statement of trustStatements(document)) {
      if (statement.effect !== "Allow") continue;
      const names = tests(statement, `${GITHUB}ref`) ? REPOSITORY : REPOSITORY_AND_BRANCH;
      for (const { name, read, values } of statement.conditions) {
        if (name !== `${GITHUB}sub` || read?.operator !== "StringLike") continue;
        for (const place of values.filter(isText)) if (!names.test(place.node.value)) yield { locations: [at(place)] };
      }
    }
  },
};
