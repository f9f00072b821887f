import type { Check } from "../check.ts";
import { at, atKey, type Place, type TextPlace } from "../place.ts";
import type { PolicyDocument } from "../policy-document.ts";
import type { ConditionView, PrincipalView, StatementView } from "../statement-view.ts";
import { conditionsIn, elementsIn, type InStatement, valueText } from "../walk.ts";

/** `"*"`, or the same as an AWS principal. */
function isEveryone({ node }: Place, principals: PrincipalView[]): boolean {
  if (node.kind === "string") return node.value === "*";
  return principals.some(
    ({ kind, place, element }) => kind === "AWS" && element === "Principal" && place.node.value === "*",
  );
}

/** The comparisons in a resource control policy's Denies, without presence tests. */
function* denials(document: PolicyDocument): Generator<InStatement> {
  if (document.type !== "resource_control") return;
  for (const found of conditionsIn(document)) {
    if (found.statement.effect === "Deny" && found.condition.read?.operator !== "Null") yield found;
  }
}

function isPrincipalKey(name: string): boolean {
  return /^aws:principal(?:account|arn|orgid|orgpaths|tag\/.*)$/.test(name);
}

/** Keys about the resource a service calls for. */
const SOURCE_KEYS = ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

/** Whether the statement says if it applies to calls by AWS services. */
function limitsServices({ conditionsOf }: StatementView, value: "true" | "false"): boolean {
  const conditions = conditionsOf.get("aws:principalisawsservice") ?? [];
  return conditions.some(({ values }) => values.some((place) => valueText(place)?.toLowerCase() === value));
}

export const rcpSyntaxErrorAllow: Check = {
  code: "RCP_SYNTAX_ERROR_ALLOW",
  type: "ERROR",
  details:
    'RCPs only support specifying all principals ("*") in the Principal element, all resources ("*") in the Resource element, and no Condition element with an effect of Allow.',
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { members, effect, principals, resources } of statements) {
      if (effect !== "Allow") continue;
      const [principal, resource] = [members.get("Principal"), members.get("Resource")];
      const [condition, others] = [members.get("Condition"), members.get("NotResource")];
      const narrow = [
        ...(principal === undefined || isEveryone(principal.value, principals) ? [] : [at(principal.value)]),
        ...(resource === undefined || isEverything(resources) ? [] : [at(resource.value)]),
        ...(others === undefined ? [] : [atKey(others)]),
        ...(condition === undefined ? [] : [atKey(condition)]),
      ];
      if (narrow.length > 0) yield { locations: narrow };
    }
  },
};

function isEverything(resources: TextPlace[]): boolean {
  return resources.some(({ node }) => node.value === "*");
}

export const rcpSyntaxErrorNotaction: Check = {
  code: "RCP_SYNTAX_ERROR_NOTACTION",
  type: "ERROR",
  details: "RCPs do not support the NotAction element. Update to use the Action element.",
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const element of elementsIn(statements, "NotAction")) yield { locations: [atKey(element)] };
  },
};

export const rcpSyntaxErrorPrincipal: Check = {
  code: "RCP_SYNTAX_ERROR_PRINCIPAL",
  type: "ERROR",
  details:
    'The Principal element contents are not valid. RCPs only support specifying all principals ("*") in the Principal element. The NotPrincipal element is not supported for RCPs.',
  *find({ type, statements }) {
    if (type !== "resource_control") return;
    for (const { members, principals } of statements) {
      const [named, left] = [members.get("Principal"), members.get("NotPrincipal")];
      if (left !== undefined) yield { locations: [atKey(left)] };
      if (named !== undefined && !isEveryone(named.value, principals)) yield { locations: [at(named.value)] };
    }
  },
};

export const rcpMissingRelatedPrincipalConditionKey: Check = {
  code: "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
  type: "WARNING",
  details:
    'RCPs impact IAM roles, users, and AWS service principals. To prevent unintended impact to services acting on your behalf using a service principal, an additional statement should be added to the Condition block "BoolIfExists": { "aws:PrincipalIsAWSService": "false"} whenever a principal key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!isPrincipalKey(condition.name) || limitsServices(statement, "false")) continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};

export const rcpMissingRelatedServicePrincipalConditionKey: Check = {
  code: "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
  type: "WARNING",
  details:
    'RCPs impact IAM roles, users, and AWS service principals. To prevent unintended impact to your principals, an additional statement should be added to the Condition block "BoolIfExists": { "aws:PrincipalIsAWSService": "true"} whenever the key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!SOURCE_KEYS.includes(condition.name) || limitsServices(statement, "true")) continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};

export const rcpMissingServiceConditionKeyNullCheck: Check = {
  code: "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
  type: "WARNING",
  details:
    'The specified service may have a service integration that does not require the use of the {{conditionKeyName}} condition key. To prevent unintended impact to services acting on your behalf using a service principal, an additional statement should be added to the Condition block "Null": { "aws:SourceAccount": "false"} or "Null": { "aws:SourceArn": "false"} whenever the key {{conditionKeyName}} is used.',
  *find(document) {
    for (const { statement, condition } of denials(document)) {
      if (!SOURCE_KEYS.includes(condition.name)) continue;
      if (["aws:sourceaccount", "aws:sourcearn"].some((name) => statement.conditionsOf.get(name)?.some(isNullCheck)))
        continue;
      yield { locations: [atKey(condition.key)], values: { conditionKeyName: condition.key.key } };
    }
  },
};

function isNullCheck({ read, values }: ConditionView): boolean {
  return read?.operator === "Null" && values.every((value) => valueText(value)?.toLowerCase() === "false");
}
