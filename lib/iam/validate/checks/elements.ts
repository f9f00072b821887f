import { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "../../language/index.ts";
import type { Check, Found } from "../check.ts";
import { at, atKey, isText, type Member } from "../place.ts";
import { needsResource } from "../trust.ts";

export const invalidPolicyElement: Check = {
  code: "INVALID_POLICY_ELEMENT",
  type: "ERROR",
  details: "The policy element {{element}} is not valid.",
  *find({ members, statements }) {
    yield* unknown(members.values(), POLICY_ELEMENTS);
    for (const statement of statements) yield* unknown(statement.members.values(), STATEMENT_ELEMENTS);
  },
};

function* unknown(members: Iterable<Member>, known: readonly string[]): Generator<Found> {
  for (const member of members) {
    if (!known.includes(member.key)) yield { locations: [atKey(member)], values: { element: member.key } };
  }
}

export const missingStatement: Check = {
  code: "MISSING_STATEMENT",
  type: "ERROR",
  details: "Add a statement to the policy",
  *find({ root, members }) {
    if (root?.node.kind !== "object") return;
    const statement = members.get("Statement")?.value;
    if (statement === undefined) yield { locations: [at(root)] };
    else if (statement.node.kind === "array" && statement.node.items.length === 0) yield { locations: [at(statement)] };
  },
};

export const missingEffect: Check = {
  code: "MISSING_EFFECT",
  type: "ERROR",
  details: "Add an Effect element to the policy statement with a value of Allow or Deny.",
  *find({ statements }) {
    for (const { members, place } of statements) if (!members.has("Effect")) yield { locations: [at(place)] };
  },
};

export const invalidEffect: Check = {
  code: "INVALID_EFFECT",
  type: "ERROR",
  details: "The effect {{effect}} is not valid. Use Allow or Deny.",
  *find({ statements }) {
    for (const { members, effect } of statements) {
      const value = members.get("Effect")?.value;
      if (value === undefined || effect !== undefined || !isText(value)) continue;
      yield { locations: [at(value)], values: { effect: value.node.value } };
    }
  },
};

export const missingAction: Check = {
  code: "MISSING_ACTION",
  type: "ERROR",
  details: "Add an Action or NotAction element to the policy statement.",
  *find({ statements }) {
    for (const { members, place } of statements) {
      if (!members.has("Action") && !members.has("NotAction")) yield { locations: [at(place)] };
    }
  },
};

export const missingResource: Check = {
  code: "MISSING_RESOURCE",
  type: "ERROR",
  details: "Add a Resource or NotResource element to the policy statement.",
  *find(document) {
    if (!needsResource(document)) return;
    for (const { members, place } of document.statements) {
      if (!members.has("Resource") && !members.has("NotResource")) yield { locations: [at(place)] };
    }
  },
};

export const unsupportedElementCombination: Check = {
  code: "UNSUPPORTED_ELEMENT_COMBINATION",
  type: "ERROR",
  details:
    "The policy elements {{element1}} and {{element2}} can not be used in the same statement. Remove one of these elements.",
  *find({ statements }) {
    for (const { members } of statements) {
      for (const element1 of ["Principal", "Action", "Resource"]) {
        const [one, other] = [members.get(element1), members.get(`Not${element1}`)];
        if (one === undefined || other === undefined) continue;
        yield { locations: [atKey(one), atKey(other)], values: { element1, element2: other.key } };
      }
    }
  },
};

export const missingVersion: Check = {
  code: "MISSING_VERSION",
  type: "WARNING",
  details: "We recommend that you specify the Version element to help you with debugging permission issues.",
  *find({ root, members }) {
    if (root?.node.kind === "object" && !members.has("Version")) yield { locations: [at(root)] };
  },
};

const VERSIONS = ["2012-10-17", "2008-10-17"];

export const invalidVersion: Check = {
  code: "INVALID_VERSION",
  type: "ERROR",
  details: "The version {{version}} is not valid. Use one of the following versions: {{versions}}",
  *find({ members }) {
    const value = members.get("Version")?.value;
    if (value === undefined || !isText(value) || VERSIONS.includes(value.node.value)) return;
    yield { locations: [at(value)], values: { version: value.node.value, versions: VERSIONS.join(", ") } };
  },
};
