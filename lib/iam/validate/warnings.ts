import type { Check } from "./check.ts";
import { createSlrWithNotActionAndNotResource } from "./checks/create-slr-with-not-action-and-not-resource.ts";
import { createSlrWithNotResource } from "./checks/create-slr-with-not-resource.ts";
import { createSlrWithStarInActionAndNotResource } from "./checks/create-slr-with-star-in-action-and-not-resource.ts";
import { createSlrWithStarInActionAndResource } from "./checks/create-slr-with-star-in-action-and-resource.ts";
import { createSlrWithStarInResource } from "./checks/create-slr-with-star-in-resource.ts";
import { createSlrWithStarInResourceAndNotAction } from "./checks/create-slr-with-star-in-resource-and-not-action.ts";
import { deprecatedGlobalConditionKey } from "./checks/deprecated-global-condition-key.ts";
import { invalidDateValue } from "./checks/invalid-date-value.ts";
import { invalidRoleReference } from "./checks/invalid-role-reference.ts";
import { invalidUserReference } from "./checks/invalid-user-reference.ts";
import { missingVersion } from "./checks/missing-version.ts";
import { policySizeExceedsIdentityPolicyQuota } from "./checks/policy-size-exceeds-identity-policy-quota.ts";
import { policySizeExceedsResourcePolicyQuota } from "./checks/policy-size-exceeds-resource-policy-quota.ts";
import { policySizeExceedsRoleTrustPolicyQuota } from "./checks/policy-size-exceeds-role-trust-policy-quota.ts";
import { rcpMissingRelatedPrincipalConditionKey } from "./checks/rcp-missing-related-principal-condition-key.ts";
import { rcpMissingRelatedServicePrincipalConditionKey } from "./checks/rcp-missing-related-service-principal-condition-key.ts";
import { rcpMissingServiceConditionKeyNullCheck } from "./checks/rcp-missing-service-condition-key-null-check.ts";
import { specificGithubRepoAndBranchRecommended } from "./checks/specific-github-repo-and-branch-recommended.ts";
import { typeMismatchBoolean } from "./checks/type-mismatch-boolean.ts";
import { typeMismatchDate } from "./checks/type-mismatch-date.ts";
import { typeMismatchNumber } from "./checks/type-mismatch-number.ts";
import { typeMismatchString } from "./checks/type-mismatch-string.ts";
import { uniqueSidsRecommended } from "./checks/unique-sids-recommended.ts";
import { wildcardWithoutLikeOperator } from "./checks/wildcard-without-like-operator.ts";

/** What departs from good practice. */
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
