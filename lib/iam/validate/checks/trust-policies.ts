import { isFixed } from "../arn.ts";
import { takesAction } from "../broad-grant.ts";
import type { Check } from "../check.ts";
import { groupBy } from "../group-by.ts";
import { at, atKey, isText } from "../place.ts";
import type { PrincipalView } from "../statement-view.ts";
import { type Provider, providerOf, trustStatements } from "../trust.ts";
import { elementsIn } from "../walk.ts";

export const roleTrustPolicySyntaxErrorResource: Check = {
  code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
  type: "ERROR",
  details:
    "Role trust policies apply to the role that they are attached to. You cannot specify a resource. Remove the Resource or NotResource element.",
  *find(document) {
    for (const element of elementsIn(trustStatements(document), "Resource", "NotResource")) {
      yield { locations: [atKey(element)] };
    }
  },
};

export const roleTrustPolicySyntaxErrorNotprincipal: Check = {
  code: "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
  type: "ERROR",
  details: "Role trust policies do not support NotPrincipal. Update the policy to use a Principal element instead.",
  *find(document) {
    for (const element of elementsIn(trustStatements(document), "NotPrincipal")) yield { locations: [atKey(element)] };
  },
};

export const roleTrustPolicyUnsupportedWildcardInPrincipal: Check = {
  code: "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    '"Principal:" "*" is not supported in the principal element of a role trust policy. Replace the wildcard with a valid principal value.',
  *find(document) {
    for (const { value } of elementsIn(trustStatements(document), "Principal")) {
      if (isText(value) && value.node.value === "*") yield { locations: [at(value)] };
    }
  },
};

const TAKERS = new Map<string, Provider | "other">([
  ["sts:assumerole", "other"],
  ["sts:assumerolewithsaml", "saml"],
  ["sts:assumerolewithwebidentity", "oidc"],
]);

export const mismatchedActionForPrincipal: Check = {
  code: "MISMATCHED_ACTION_FOR_PRINCIPAL",
  type: "ERROR",
  details:
    "The {{actionName}} action is invalid with the following principal(s): {{principalNames}}. Use a SAML provider principal with the sts:AssumeRoleWithSAML action or use an OIDC provider principal with the sts:AssumeRoleWithWebIdentity action. Ensure the provider is Federated if you use either of the two options.",
  *find(document) {
    for (const { effect, actions, principals } of trustStatements(document)) {
      const named = principals.filter(({ kind, element }) => kind !== undefined && element === "Principal");
      if (effect !== "Allow" || named.length === 0) continue;
      for (const [name, [action]] of groupBy(actions, ({ node }) => node.value.toLowerCase())) {
        const taker = TAKERS.get(name);
        if (action === undefined || taker === undefined || named.some((principal) => mayBe(principal, taker))) continue;
        yield {
          locations: [at(action), ...named.map(({ place }) => at(place))],
          values: {
            actionName: action.node.value,
            principalNames: named.map(({ place }) => place.node.value).join(", "),
          },
        };
      }
    }
  },
};

/** Whether a principal of an unknown kind may be the intended one for the action; then nothing is reported. */
function mayBe({ kind, place }: PrincipalView, taker: Provider | "other"): boolean {
  if (kind !== "Federated") return taker === "other" || place.node.value === "*";
  const provider = providerOf(place.node.value);
  return provider === taker || provider === undefined || !isFixed(place.node.value);
}

const NEEDED = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"];

export const missingActionForRolesAnywhereTrustPolicy: Check = {
  code: "MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY",
  type: "ERROR",
  details:
    "The rolesanywhere.amazonaws.com service principal requires the sts:AssumeRole, sts:SetSourceIdentity, and sts:TagSession permissions to assume a role. Add the missing permissions to the policy.",
  *find(document) {
    const statements = trustStatements(document).filter(
      ({ effect, members, principals }) =>
        effect === "Allow" &&
        members.has("Action") &&
        principals.some(({ kind, place }) => kind === "Service" && place.node.value === "rolesanywhere.amazonaws.com"),
    );
    const actions = statements.flatMap((statement) => statement.actions.map(({ node }) => node.value));
    if (statements.length === 0 || NEEDED.every((name) => actions.some((action) => takesAction(action, name)))) return;
    yield { locations: statements.flatMap(({ members }) => members.get("Action") ?? []).map(({ value }) => at(value)) };
  },
};

const ROLE = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/;
const SESSION = /^arn:[^:]*:(?:sts|iam)::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/;

export const redundantPrincipalInRoleTrustPolicy: Check = {
  code: "REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
  type: "SUGGESTION",
  details:
    "The assumed-role principal {{redundant_principal}} is redundant with its parent role {{parent_role}}. Remove the assumed-role principal.",
  *find(document) {
    for (const { principals } of trustStatements(document)) {
      const roles = new Map<string, string>();
      for (const { place } of principals) {
        const match = ROLE.exec(place.node.value);
        if (match !== null) roles.set(`${match[1]} ${match[2]}`, place.node.value);
      }
      for (const { place } of principals) {
        const match = SESSION.exec(place.node.value);
        const parent = match === null ? undefined : roles.get(`${match[1]} ${match[2]}`);
        if (parent === undefined) continue;
        yield {
          locations: [at(place)],
          values: { redundant_principal: place.node.value, parent_role: parent },
        };
      }
    }
  },
};
