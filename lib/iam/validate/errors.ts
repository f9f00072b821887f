import type { Check } from "./check.ts";
import { privateIpAddress, privateNotIpAddress } from "./checks/addresses.ts";
import { invalidArnAccount, invalidArnPrefix, invalidArnServiceCase, missingArnField } from "./checks/arns.ts";
import { duplicateKeysWithDifferentCase, invalidConditionKeyFormat } from "./checks/condition-keys.ts";
import { invalidConditionOperator, nullWithIfExists } from "./checks/condition-operators.ts";
import {
  invalidEffect,
  invalidPolicyElement,
  invalidVersion,
  missingAction,
  missingEffect,
  missingResource,
  missingStatement,
  unsupportedElementCombination,
} from "./checks/elements.ts";
import {
  federatedPrincipalNotSupported,
  invalidFederatedPrincipalSyntaxInRoleTrustPolicy,
} from "./checks/federated-principals.ts";
import { dataTypeMismatch, jsonSyntaxError } from "./checks/json.ts";
import { policySizeExceedsRcpQuota, policySizeExceedsScpQuota } from "./checks/policy-size.ts";
import {
  emptyVariable,
  invalidVariableForOperator,
  missingBraceInVariable,
  missingQuoteInVariable,
  unsupportedSpaceInVariable,
  variableUnsupportedInElement,
  variableUnsupportedInVersion,
} from "./checks/policy-variables.ts";
import {
  invalidPrincipalFormat,
  invalidPrincipalKey,
  missingPrincipal,
  unsupportedPrincipal,
  unsupportedWildcardInPrincipal,
} from "./checks/principals.ts";
import { rcpSyntaxErrorAllow, rcpSyntaxErrorNotaction, rcpSyntaxErrorPrincipal } from "./checks/resource-control.ts";
import { variableUsageTooPermissive, wildcardUsageTooPermissive } from "./checks/sensitive-keys.ts";
import { scpSyntaxErrorActionWildcard, scpSyntaxErrorPrincipal } from "./checks/service-control.ts";
import { invalidServicePrincipalFormat } from "./checks/service-principals.ts";
import { uniqueSidsRequired, unsupportedSid } from "./checks/sids.ts";
import {
  mismatchedActionForPrincipal,
  missingActionForRolesAnywhereTrustPolicy,
  roleTrustPolicySyntaxErrorNotprincipal,
  roleTrustPolicySyntaxErrorResource,
  roleTrustPolicyUnsupportedWildcardInPrincipal,
} from "./checks/trust-policies.ts";
import { invalidKmsKeyValue, invalidVpceFormat, invalidVpcFormat } from "./checks/value-formats.ts";
import { invalidConditionDataType, typeMismatchIpRange } from "./checks/value-types.ts";

/** Checks for problems that stop a policy from working. */
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
