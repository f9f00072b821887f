import type { Check } from "./check.ts";
import { emptyArrayAction } from "./checks/empty-array-action.ts";
import { emptyArrayCondition } from "./checks/empty-array-condition.ts";
import { emptyArrayConditionForallvalues } from "./checks/empty-array-condition-forallvalues.ts";
import { emptyArrayConditionForanyvalue } from "./checks/empty-array-condition-foranyvalue.ts";
import { emptyArrayConditionIfexists } from "./checks/empty-array-condition-ifexists.ts";
import { emptyArrayPrincipal } from "./checks/empty-array-principal.ts";
import { emptyArrayResource } from "./checks/empty-array-resource.ts";
import { emptyObjectCondition } from "./checks/empty-object-condition.ts";
import { emptyObjectPrincipal } from "./checks/empty-object-principal.ts";
import { emptySidValue } from "./checks/empty-sid-value.ts";
import { equivalentToNullFalse } from "./checks/equivalent-to-null-false.ts";
import { equivalentToNullTrue } from "./checks/equivalent-to-null-true.ts";
import { improveIpRange } from "./checks/improve-ip-range.ts";
import { irrelevantConditionKeyInPolicy } from "./checks/irrelevant-condition-key-in-policy.ts";
import { nullWithQualifier } from "./checks/null-with-qualifier.ts";
import { privateIpAddressSubset } from "./checks/private-ip-address-subset.ts";
import { privateNotIpAddressSubset } from "./checks/private-not-ip-address-subset.ts";
import { recommendedConditionKeyForServicePrincipal } from "./checks/recommended-condition-key-for-service-principal.ts";
import { redundantAction } from "./checks/redundant-action.ts";
import { redundantConditionValueNum } from "./checks/redundant-condition-value-num.ts";
import { redundantKeyDueToWildcardInCondition } from "./checks/redundant-key-due-to-wildcard-in-condition.ts";
import { redundantPrincipalInRoleTrustPolicy } from "./checks/redundant-principal-in-role-trust-policy.ts";
import { redundantResource } from "./checks/redundant-resource.ts";
import { redundantStatement } from "./checks/redundant-statement.ts";
import { redundantStatementDueToWildcardInCondition } from "./checks/redundant-statement-due-to-wildcard-in-condition.ts";
import { wildcardInServiceName } from "./checks/wildcard-in-service-name.ts";

/** What could be left out or said better. */
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
