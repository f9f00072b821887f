import type { Check } from "./check.ts";
import { deprecatedGlobalConditionKey } from "./checks/condition-keys.ts";
import { missingVersion } from "./checks/elements.ts";
import { specificGithubRepoAndBranchRecommended } from "./checks/federated-principals.ts";
import {
  policySizeExceedsIdentityPolicyQuota,
  policySizeExceedsResourcePolicyQuota,
  policySizeExceedsRoleTrustPolicyQuota,
} from "./checks/policy-size.ts";
import { invalidRoleReference, invalidUserReference } from "./checks/principals.ts";
import {
  rcpMissingRelatedPrincipalConditionKey,
  rcpMissingRelatedServicePrincipalConditionKey,
  rcpMissingServiceConditionKeyNullCheck,
} from "./checks/resource-control.ts";
import {
  createSlrWithNotActionAndNotResource,
  createSlrWithNotResource,
  createSlrWithStarInActionAndNotResource,
  createSlrWithStarInActionAndResource,
  createSlrWithStarInResource,
  createSlrWithStarInResourceAndNotAction,
} from "./checks/service-linked-roles.ts";
import { uniqueSidsRecommended } from "./checks/sids.ts";
import {
  invalidDateValue,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchNumber,
  typeMismatchString,
} from "./checks/value-types.ts";
import { wildcardWithoutLikeOperator } from "./checks/wildcard-values.ts";

/** Checks for deviations from good practice. */
export const WARNINGS: readonly Check[] = [
  createSlrWithNotActionAndNotResource,
  createSlrWithNotResource,
  createSlrWithStarInActionAndNotResource,
  createSlrWithStarInActionAndResource,
  createSlrWithStarInResource,
  createSlrWithStarInResourceAndNotAction,
  deprecatedGlobalConditionKey,
  invalidDateValue,
  invalidRoleReference,
  invalidUserReference,
  missingVersion,
  policySizeExceedsIdentityPolicyQuota,
  policySizeExceedsResourcePolicyQuota,
  policySizeExceedsRoleTrustPolicyQuota,
  rcpMissingRelatedPrincipalConditionKey,
  rcpMissingRelatedServicePrincipalConditionKey,
  rcpMissingServiceConditionKeyNullCheck,
  specificGithubRepoAndBranchRecommended,
  typeMismatchBoolean,
  typeMismatchDate,
  typeMismatchNumber,
  typeMismatchString,
  uniqueSidsRecommended,
  wildcardWithoutLikeOperator,
];
