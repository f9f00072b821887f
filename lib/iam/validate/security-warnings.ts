import type { Check } from "./check.ts";
import {
  dynamodbAttributesWithoutSelect,
  missingPairedConditionKeys,
  s3PrefixInNegativeContext,
  untrustworthyConditionKey,
} from "./checks/condition-keys.ts";
import {
  foranyvalueWithAudienceClaimType,
  missingConditionKeyForOidcPrincipal,
  missingGithubRepoConditionKey,
} from "./checks/federated-principals.ts";
import {
  passRoleWithNotActionAndNotResource,
  passRoleWithNotResource,
  passRoleWithStarInActionAndNotResource,
  passRoleWithStarInActionAndResource,
  passRoleWithStarInResource,
  passRoleWithStarInResourceAndNotAction,
} from "./checks/pass-role.ts";
import { allowWithNotPrincipal } from "./checks/principals.ts";
import { restrictAccessToServicePrincipal } from "./checks/service-principals.ts";

/** Checks for statements that grant more than they seem to. */
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
