import type { Check } from "./check.ts";
import { allowWithNotPrincipal } from "./checks/allow-with-not-principal.ts";
import { dynamodbAttributesWithoutSelect } from "./checks/dynamodb-attributes-without-select.ts";
import { foranyvalueWithAudienceClaimType } from "./checks/foranyvalue-with-audience-claim-type.ts";
import { missingConditionKeyForOidcPrincipal } from "./checks/missing-condition-key-for-oidc-principal.ts";
import { missingGithubRepoConditionKey } from "./checks/missing-github-repo-condition-key.ts";
import { missingPairedConditionKeys } from "./checks/missing-paired-condition-keys.ts";
import { passRoleWithNotActionAndNotResource } from "./checks/pass-role-with-not-action-and-not-resource.ts";
import { passRoleWithNotResource } from "./checks/pass-role-with-not-resource.ts";
import { passRoleWithStarInActionAndNotResource } from "./checks/pass-role-with-star-in-action-and-not-resource.ts";
import { passRoleWithStarInActionAndResource } from "./checks/pass-role-with-star-in-action-and-resource.ts";
import { passRoleWithStarInResource } from "./checks/pass-role-with-star-in-resource.ts";
import { passRoleWithStarInResourceAndNotAction } from "./checks/pass-role-with-star-in-resource-and-not-action.ts";
import { restrictAccessToServicePrincipal } from "./checks/restrict-access-to-service-principal.ts";
import { s3PrefixInNegativeContext } from "./checks/s3-prefix-in-negative-context.ts";
import { untrustworthyConditionKey } from "./checks/untrustworthy-condition-key.ts";

/** What grants more than it seems to. */
export const SECURITY_WARNINGS: readonly Check[] = [
  allowWithNotPrincipal,
  dynamodbAttributesWithoutSelect,
  foranyvalueWithAudienceClaimType,
  missingConditionKeyForOidcPrincipal,
  missingGithubRepoConditionKey,
  missingPairedConditionKeys,
  passRoleWithNotActionAndNotResource,
  passRoleWithNotResource,
  passRoleWithStarInActionAndNotResource,
  passRoleWithStarInActionAndResource,
  passRoleWithStarInResource,
  passRoleWithStarInResourceAndNotAction,
  restrictAccessToServicePrincipal,
  s3PrefixInNegativeContext,
  untrustworthyConditionKey,
];
