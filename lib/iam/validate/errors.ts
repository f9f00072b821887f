import type { Check } from "./check.ts";
import { dataTypeMismatch } from "./checks/data-type-mismatch.ts";
import { duplicateKeysWithDifferentCase } from "./checks/duplicate-keys-with-different-case.ts";
import { emptyVariable } from "./checks/empty-variable.ts";
import { federatedPrincipalNotSupported } from "./checks/federated-principal-not-supported.ts";
import { invalidArnAccount } from "./checks/invalid-arn-account.ts";
import { invalidArnPrefix } from "./checks/invalid-arn-prefix.ts";
import { invalidArnServiceCase } from "./checks/invalid-arn-service-case.ts";
import { invalidConditionDataType } from "./checks/invalid-condition-data-type.ts";
import { invalidConditionKeyFormat } from "./checks/invalid-condition-key-format.ts";
import { invalidConditionOperator } from "./checks/invalid-condition-operator.ts";
import { invalidEffect } from "./checks/invalid-effect.ts";
import { invalidFederatedPrincipalSyntaxInRoleTrustPolicy } from "./checks/invalid-federated-principal-syntax-in-role-trust-policy.ts";
import { invalidKmsKeyValue } from "./checks/invalid-kms-key-value.ts";
import { invalidPolicyElement } from "./checks/invalid-policy-element.ts";
import { invalidPrincipalFormat } from "./checks/invalid-principal-format.ts";
import { invalidPrincipalKey } from "./checks/invalid-principal-key.ts";
import { invalidServicePrincipalFormat } from "./checks/invalid-service-principal-format.ts";
import { invalidVariableForOperator } from "./checks/invalid-variable-for-operator.ts";
import { invalidVersion } from "./checks/invalid-version.ts";
import { invalidVpcFormat } from "./checks/invalid-vpc-format.ts";
import { invalidVpceFormat } from "./checks/invalid-vpce-format.ts";
import { jsonSyntaxError } from "./checks/json-syntax-error.ts";
import { mismatchedActionForPrincipal } from "./checks/mismatched-action-for-principal.ts";
import { missingAction } from "./checks/missing-action.ts";
import { missingActionForRolesAnywhereTrustPolicy } from "./checks/missing-action-for-roles-anywhere-trust-policy.ts";
import { missingArnField } from "./checks/missing-arn-field.ts";
import { missingBraceInVariable } from "./checks/missing-brace-in-variable.ts";
import { missingEffect } from "./checks/missing-effect.ts";
import { missingPrincipal } from "./checks/missing-principal.ts";
import { missingQuoteInVariable } from "./checks/missing-quote-in-variable.ts";
import { missingResource } from "./checks/missing-resource.ts";
import { missingStatement } from "./checks/missing-statement.ts";
import { nullWithIfExists } from "./checks/null-with-if-exists.ts";
import { policySizeExceedsRcpQuota } from "./checks/policy-size-exceeds-rcp-quota.ts";
import { policySizeExceedsScpQuota } from "./checks/policy-size-exceeds-scp-quota.ts";
import { privateIpAddress } from "./checks/private-ip-address.ts";
import { privateNotIpAddress } from "./checks/private-not-ip-address.ts";
import { rcpSyntaxErrorAllow } from "./checks/rcp-syntax-error-allow.ts";
import { rcpSyntaxErrorNotaction } from "./checks/rcp-syntax-error-notaction.ts";
import { rcpSyntaxErrorPrincipal } from "./checks/rcp-syntax-error-principal.ts";
import { roleTrustPolicySyntaxErrorNotprincipal } from "./checks/role-trust-policy-syntax-error-notprincipal.ts";
import { roleTrustPolicySyntaxErrorResource } from "./checks/role-trust-policy-syntax-error-resource.ts";
import { roleTrustPolicyUnsupportedWildcardInPrincipal } from "./checks/role-trust-policy-unsupported-wildcard-in-principal.ts";
import { scpSyntaxErrorActionWildcard } from "./checks/scp-syntax-error-action-wildcard.ts";
import { scpSyntaxErrorPrincipal } from "./checks/scp-syntax-error-principal.ts";
import { typeMismatchIpRange } from "./checks/type-mismatch-ip-range.ts";
import { uniqueSidsRequired } from "./checks/unique-sids-required.ts";
import { unsupportedElementCombination } from "./checks/unsupported-element-combination.ts";
import { unsupportedPrincipal } from "./checks/unsupported-principal.ts";
import { unsupportedSid } from "./checks/unsupported-sid.ts";
import { unsupportedSpaceInVariable } from "./checks/unsupported-space-in-variable.ts";
import { unsupportedWildcardInPrincipal } from "./checks/unsupported-wildcard-in-principal.ts";
import { variableUnsupportedInElement } from "./checks/variable-unsupported-in-element.ts";
import { variableUnsupportedInVersion } from "./checks/variable-unsupported-in-version.ts";
import { variableUsageTooPermissive } from "./checks/variable-usage-too-permissive.ts";
import { wildcardUsageTooPermissive } from "./checks/wildcard-usage-too-permissive.ts";

/** What makes a policy not work. */
export const ERRORS: readonly Check[] = [
  jsonSyntaxError,
  dataTypeMismatch,
  duplicateKeysWithDifferentCase,
  emptyVariable,
  federatedPrincipalNotSupported,
  invalidArnAccount,
  invalidArnPrefix,
  invalidArnServiceCase,
  invalidConditionDataType,
  invalidConditionKeyFormat,
  invalidConditionOperator,
  invalidEffect,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
  invalidKmsKeyValue,
  invalidPolicyElement,
  invalidPrincipalFormat,
  invalidPrincipalKey,
  invalidServicePrincipalFormat,
  invalidVariableForOperator,
  invalidVersion,
  invalidVpcFormat,
  invalidVpceFormat,
  mismatchedActionForPrincipal,
  missingAction,
  missingActionForRolesAnywhereTrustPolicy,
  missingArnField,
  missingBraceInVariable,
  missingEffect,
  missingPrincipal,
  missingQuoteInVariable,
  missingResource,
  missingStatement,
  nullWithIfExists,
  policySizeExceedsRcpQuota,
  policySizeExceedsScpQuota,
  privateIpAddress,
  privateNotIpAddress,
  rcpSyntaxErrorAllow,
  rcpSyntaxErrorNotaction,
  rcpSyntaxErrorPrincipal,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
  scpSyntaxErrorActionWildcard,
  scpSyntaxErrorPrincipal,
  typeMismatchIpRange,
  uniqueSidsRequired,
  unsupportedElementCombination,
  unsupportedPrincipal,
  unsupportedSid,
  unsupportedSpaceInVariable,
  unsupportedWildcardInPrincipal,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
  variableUsageTooPermissive,
  wildcardUsageTooPermissive,
];
