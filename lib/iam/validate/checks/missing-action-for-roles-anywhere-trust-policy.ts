import { takesAction } from "../broad-grant.ts";
import type { Check } from "../check.ts";
import { at } from "../place.ts";
import { trustStatements } from "../trust.ts";

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
