import type { ServiceCheck } from "../check.ts";
import { allowNotactionWithUnsupportedTagConditionKeyForService } from "./checks/allow-notaction-with-unsupported-tag-condition-key-for-service.ts";
import { allowWithUnsupportedTagConditionKeyForService } from "./checks/allow-with-unsupported-tag-condition-key-for-service.ts";
import { arnAccountNotAllowed } from "./checks/arn-account-not-allowed.ts";
import { arnRegionNotAllowed } from "./checks/arn-region-not-allowed.ts";
import { denyNotactionWithUnsupportedTagConditionKeyForService } from "./checks/deny-notaction-with-unsupported-tag-condition-key-for-service.ts";
import { denyWithUnsupportedTagConditionKeyForService } from "./checks/deny-with-unsupported-tag-condition-key-for-service.ts";
import { forallvaluesWithSingleValuedKey } from "./checks/forallvalues-with-single-valued-key.ts";
import { invalidAction } from "./checks/invalid-action.ts";
import { invalidArnRegion } from "./checks/invalid-arn-region.ts";
import { invalidArnResource } from "./checks/invalid-arn-resource.ts";
import { invalidConditionMultipleBoolean } from "./checks/invalid-condition-multiple-boolean.ts";
import { invalidGlobalConditionKey } from "./checks/invalid-global-condition-key.ts";
import { invalidPartition } from "./checks/invalid-partition.ts";
import { invalidRegion } from "./checks/invalid-region.ts";
import { invalidService } from "./checks/invalid-service.ts";
import { invalidServiceConditionKey } from "./checks/invalid-service-condition-key.ts";
import { invalidServiceInAction } from "./checks/invalid-service-in-action.ts";
import { missingActionForConditionKey } from "./checks/missing-action-for-condition-key.ts";
import { missingArnAccount } from "./checks/missing-arn-account.ts";
import { missingArnRegion } from "./checks/missing-arn-region.ts";
import { missingQualifier } from "./checks/missing-qualifier.ts";
import { missingTagKeyInCondition } from "./checks/missing-tag-key-in-condition.ts";
import { rcpSyntaxErrorAction } from "./checks/rcp-syntax-error-action.ts";
import { stringLikeOperatorWithArnConditionKeys } from "./checks/string-like-operator-with-arn-condition-keys.ts";
import { typeMismatch } from "./checks/type-mismatch.ts";
import { unsupportedActionForConditionKey } from "./checks/unsupported-action-for-condition-key.ts";
import { unsupportedActionInPolicy } from "./checks/unsupported-action-in-policy.ts";
import { unsupportedConditionKeyForServicePrincipal } from "./checks/unsupported-condition-key-for-service-principal.ts";
import { unsupportedResourceArnInPolicy } from "./checks/unsupported-resource-arn-in-policy.ts";
import { useConditionKeyOnlyWithSupportedServices } from "./checks/use-condition-key-only-with-supported-services.ts";

/** Every check that needs service facts: errors, security warnings, warnings, suggestions. */
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
