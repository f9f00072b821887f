import type { Check, ServiceCheck } from "./check.ts";
import { ERRORS } from "./errors.ts";
import { SECURITY_WARNINGS } from "./security-warnings.ts";
import {
  invalidAction,
  invalidServiceInAction,
  rcpSyntaxErrorAction,
  unsupportedActionInPolicy,
} from "./service/checks/actions.ts";
import {
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  invalidArnRegion,
  invalidArnResource,
  invalidPartition,
  invalidService,
  missingArnAccount,
  missingArnRegion,
  unsupportedResourceArnInPolicy,
} from "./service/checks/arns.ts";
import {
  invalidGlobalConditionKey,
  invalidServiceConditionKey,
  missingTagKeyInCondition,
  unsupportedConditionKeyForServicePrincipal,
  useConditionKeyOnlyWithSupportedServices,
} from "./service/checks/condition-keys.ts";
import {
  forallvaluesWithSingleValuedKey,
  invalidConditionMultipleBoolean,
  invalidRegion,
  missingQualifier,
} from "./service/checks/condition-values.ts";
import { missingActionForConditionKey, unsupportedActionForConditionKey } from "./service/checks/keys-of-actions.ts";
import { stringLikeOperatorWithArnConditionKeys, typeMismatch } from "./service/checks/operator-types.ts";
import {
  allowNotactionWithUnsupportedTagConditionKeyForService,
  allowWithUnsupportedTagConditionKeyForService,
  denyNotactionWithUnsupportedTagConditionKeyForService,
  denyWithUnsupportedTagConditionKeyForService,
} from "./service/checks/tag-conditions.ts";
import { SUGGESTIONS } from "./suggestions.ts";
import { WARNINGS } from "./warnings.ts";

/** Every check that needs only the document. */
export const CHECKS: readonly Check[] = [...ERRORS, ...SECURITY_WARNINGS, ...WARNINGS, ...SUGGESTIONS];

/** Every check that also needs service facts: errors, security warnings, warnings, suggestions. */
export const SERVICE_CHECKS: readonly ServiceCheck[] = [
  arnAccountNotAllowed,
  arnRegionNotAllowed,
  invalidAction,
  invalidArnRegion,
  invalidArnResource,
  invalidConditionMultipleBoolean,
  invalidGlobalConditionKey,
  invalidPartition,
  invalidRegion,
  invalidServiceConditionKey,
  invalidServiceInAction,
  invalidService,
  missingActionForConditionKey,
  missingArnAccount,
  missingArnRegion,
  missingQualifier,
  missingTagKeyInCondition,
  rcpSyntaxErrorAction,
  unsupportedActionForConditionKey,
  unsupportedActionInPolicy,
  unsupportedConditionKeyForServicePrincipal,
  unsupportedResourceArnInPolicy,
  denyNotactionWithUnsupportedTagConditionKeyForService,
  denyWithUnsupportedTagConditionKeyForService,
  forallvaluesWithSingleValuedKey,
  stringLikeOperatorWithArnConditionKeys,
  typeMismatch,
  useConditionKeyOnlyWithSupportedServices,
  allowNotactionWithUnsupportedTagConditionKeyForService,
  allowWithUnsupportedTagConditionKeyForService,
];
