import type { Check } from "./check.ts";
import { improveIpRange, privateIpAddressSubset, privateNotIpAddressSubset } from "./checks/addresses.ts";
import { wildcardInServiceName } from "./checks/arns.ts";
import { irrelevantConditionKeyInPolicy } from "./checks/condition-keys.ts";
import { nullWithQualifier } from "./checks/condition-operators.ts";
import {
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptyObjectCondition,
  emptyObjectPrincipal,
} from "./checks/empty-elements.ts";
import {
  redundantAction,
  redundantConditionValueNum,
  redundantResource,
  redundantStatement,
} from "./checks/redundancy.ts";
import { recommendedConditionKeyForServicePrincipal } from "./checks/service-principals.ts";
import { emptySidValue } from "./checks/sids.ts";
import { redundantPrincipalInRoleTrustPolicy } from "./checks/trust-policies.ts";
import {
  equivalentToNullFalse,
  equivalentToNullTrue,
  redundantKeyDueToWildcardInCondition,
  redundantStatementDueToWildcardInCondition,
} from "./checks/wildcard-values.ts";

/** Checks for elements that could be removed or written better. */
export const SUGGESTIONS: readonly Check[] = [
  emptyArrayAction,
  emptyArrayCondition,
  emptyArrayConditionForallvalues,
  emptyArrayConditionForanyvalue,
  emptyArrayConditionIfexists,
  emptyArrayPrincipal,
  emptyArrayResource,
  emptyObjectCondition,
  emptyObjectPrincipal,
  emptySidValue,
  equivalentToNullFalse,
  equivalentToNullTrue,
  improveIpRange,
  irrelevantConditionKeyInPolicy,
  nullWithQualifier,
  privateIpAddressSubset,
  privateNotIpAddressSubset,
  recommendedConditionKeyForServicePrincipal,
  redundantAction,
  redundantConditionValueNum,
  redundantKeyDueToWildcardInCondition,
  redundantPrincipalInRoleTrustPolicy,
  redundantResource,
  redundantStatement,
  redundantStatementDueToWildcardInCondition,
  wildcardInServiceName,
];
