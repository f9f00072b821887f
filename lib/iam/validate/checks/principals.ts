import { hasWildcard } from "../arn.ts";
import type { Check } from "../check.ts";
import { at, atKey, isText, membersOf } from "../place.ts";
import { elementsIn, principalsIn } from "../walk.ts";

export const missingPrincipal: Check = {
  code: "MISSING_PRINCIPAL",
  type: "ERROR",
  details: "Add a Principal element to the policy statement.",
  *find({ type, statements }) {
    if (type !== "resource" && type !== "resource_control") return;
    for (const { members, place } of statements) {
      if (!members.has("Principal") && !members.has("NotPrincipal")) yield { locations: [at(place)] };
    }
  },
};

export const unsupportedPrincipal: Check = {
  code: "UNSUPPORTED_PRINCIPAL",
  type: "ERROR",
  details: "The policy type {{policy_type}} does not support the Principal element. Remove the Principal element.",
  *find({ type, statements }) {
    if (type !== "identity") return;
    for (const element of elementsIn(statements, "Principal", "NotPrincipal")) {
      yield { locations: [atKey(element)], values: { policy_type: "IDENTITY_POLICY" } };
    }
  },
};

export const invalidPrincipalFormat: Check = {
  code: "INVALID_PRINCIPAL_FORMAT",
  type: "ERROR",
  details: "The Principal element contents are not valid. Specify a key-value pair in the Principal element.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      const everyone = isText(value) && value.node.value === "*";
      if (!everyone && value.node.kind !== "object") yield { locations: [at(value)] };
    }
  },
};

const KINDS = ["AWS", "CanonicalUser", "Federated", "Service"];

export const invalidPrincipalKey: Check = {
  code: "INVALID_PRINCIPAL_KEY",
  type: "ERROR",
  details: "The principal key {{principal-key}} is not valid.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) {
        if (!KINDS.includes(kind.key)) yield { locations: [atKey(kind)], values: { "principal-key": kind.key } };
      }
    }
  },
};

export const unsupportedWildcardInPrincipal: Check = {
  code: "UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
  type: "ERROR",
  details:
    "Wildcards (*, ?) are not supported with the principal key {{principal_key}}. Replace the wildcard with a valid principal value.",
  *find({ type, statements }) {
    if (type !== "resource") return;
    for (const { kind, place } of principalsIn(statements)) {
      const { value } = place.node;
      if (kind === undefined || !hasWildcard(value) || (kind === "AWS" && value === "*")) continue;
      yield { locations: [at(place)], values: { principal_key: kind } };
    }
  },
};

export const allowWithNotPrincipal: Check = {
  code: "ALLOW_WITH_NOT_PRINCIPAL",
  type: "SECURITY_WARNING",
  details: "Using Allow with NotPrincipal can be overly permissive. We recommend that you use Principal instead.",
  *find({ statements }) {
    for (const { members, effect } of statements) {
      const element = members.get("NotPrincipal");
      if (effect === "Allow" && element !== undefined) yield { locations: [atKey(element)] };
    }
  },
};

export const invalidRoleReference: Check = {
  code: "INVALID_ROLE_REFERENCE",
  type: "WARNING",
  details: "The Principal element includes the IAM role ID {{roleid}}. We recommend that you use a role ARN instead.",
  *find({ statements }) {
    for (const { kind, place } of principalsIn(statements)) {
      const roleid = place.node.value;
      if (kind === "AWS" && /^AROA[A-Z0-9]{12,}$/.test(roleid)) yield { locations: [at(place)], values: { roleid } };
    }
  },
};

export const invalidUserReference: Check = {
  code: "INVALID_USER_REFERENCE",
  type: "WARNING",
  details: "The Principal element includes the IAM user ID {{userid}}. We recommend that you use a user ARN instead.",
  *find({ statements }) {
    for (const { kind, place } of principalsIn(statements)) {
      const userid = place.node.value;
      if (kind === "AWS" && /^AIDA[A-Z0-9]{12,}$/.test(userid)) yield { locations: [at(place)], values: { userid } };
    }
  },
};
