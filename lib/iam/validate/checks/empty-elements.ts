import type { Check } from "../check.ts";
import { at, isEmpty, membersOf } from "../place.ts";
import { conditionsIn, elementsIn, operatorsIn } from "../walk.ts";

export const emptyArrayAction: Check = {
  code: "EMPTY_ARRAY_ACTION",
  type: "SUGGESTION",
  details: "This statement includes no actions and does not affect the policy. Specify actions.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Action", "NotAction")) {
      if (isEmpty(value.node, "array")) yield { locations: [at(value)] };
    }
  },
};

export const emptyArrayResource: Check = {
  code: "EMPTY_ARRAY_RESOURCE",
  type: "SUGGESTION",
  details: "This statement includes no resources and does not affect the policy. Specify resources.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Resource", "NotResource")) {
      if (isEmpty(value.node, "array")) yield { locations: [at(value)] };
    }
  },
};

export const emptyArrayPrincipal: Check = {
  code: "EMPTY_ARRAY_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      for (const kind of membersOf(value)) if (isEmpty(kind.value.node, "array")) yield { locations: [at(kind.value)] };
    }
  },
};

export const emptyObjectPrincipal: Check = {
  code: "EMPTY_OBJECT_PRINCIPAL",
  type: "SUGGESTION",
  details: "This statement includes no principals and does not affect the policy. Specify principals.",
  *find({ statements }) {
    for (const { value } of elementsIn(statements, "Principal", "NotPrincipal")) {
      if (isEmpty(value.node, "object")) yield { locations: [at(value)] };
    }
  },
};

export const emptyObjectCondition: Check = {
  code: "EMPTY_OBJECT_CONDITION",
  type: "SUGGESTION",
  details: "This condition block is empty and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { value } of [...elementsIn(document.statements, "Condition"), ...operatorsIn(document)]) {
      if (isEmpty(value.node, "object")) yield { locations: [at(value)] };
    }
  },
};

export const emptyArrayCondition: Check = {
  code: "EMPTY_ARRAY_CONDITION",
  type: "SUGGESTION",
  details: "There are no values for the condition key {{key}} and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read === undefined || read.quantifier !== undefined || read.ifExists) continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};

export const emptyArrayConditionIfexists: Check = {
  code: "EMPTY_ARRAY_CONDITION_IFEXISTS",
  type: "SUGGESTION",
  details:
    "The IfExists suffix with an empty condition key matches only if the key {{key}} is missing from the request context. To determine if the request context is empty, we recommend that you use the Null condition operator with the value of true instead.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read === undefined || read.quantifier !== undefined || !read.ifExists) continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};

export const emptyArrayConditionForallvalues: Check = {
  code: "EMPTY_ARRAY_CONDITION_FORALLVALUES",
  type: "SUGGESTION",
  details:
    "The ForAllValues prefix with an empty condition key matches only if the key {{key}} is missing from the request context. To determine if the request context is empty, we recommend that you use the Null condition operator with the value of true instead.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read?.quantifier !== "ForAllValues") continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};

export const emptyArrayConditionForanyvalue: Check = {
  code: "EMPTY_ARRAY_CONDITION_FORANYVALUE",
  type: "SUGGESTION",
  details:
    "The ForAnyValue prefix with an empty condition key {{key}} never matches the request context and it does not affect the policy. Specify conditions.",
  *find(document) {
    for (const { condition } of conditionsIn(document)) {
      const { read, key, values } = condition;
      if (values.length > 0 || read?.quantifier !== "ForAnyValue") continue;
      yield { locations: [at(key.value)], values: { key: key.key } };
    }
  },
};
