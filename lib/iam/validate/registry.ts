import type { Check, ServiceCheck } from "./check.ts";
import { allowWithNotPrincipal } from "./checks/allow-with-not-principal.ts";
import { emptyArrayAction } from "./checks/empty-array-action.ts";
import { emptyArrayResource } from "./checks/empty-array-resource.ts";
import { emptySidValue } from "./checks/empty-sid-value.ts";
import { invalidConditionOperator } from "./checks/invalid-condition-operator.ts";
import { invalidEffect } from "./checks/invalid-effect.ts";
import { jsonSyntaxError } from "./checks/json-syntax-error.ts";
import { missingAction } from "./checks/missing-action.ts";
import { missingEffect } from "./checks/missing-effect.ts";
import { missingStatement } from "./checks/missing-statement.ts";
import { missingVersion } from "./checks/missing-version.ts";
import { SERVICE_CHECKS as services } from "./service/service-checks.ts";

/** Every check that needs only the document: errors, security warnings, warnings, suggestions. */
export const CHECKS: readonly Check[] = [
  jsonSyntaxError,
  missingStatement,
  missingEffect,
  invalidEffect,
  missingAction,
  invalidConditionOperator,
  allowWithNotPrincipal,
  missingVersion,
  emptySidValue,
  emptyArrayAction,
  emptyArrayResource,
];

export const SERVICE_CHECKS: readonly ServiceCheck[] = services;
