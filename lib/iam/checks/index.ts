export { type Access, accessProblems, checkAccessNotGranted } from "./access-not-granted.ts";
export { type Difference, describeDifference, type Relation } from "./describe-difference.ts";
export {
  checkNoExternalAccess,
  type ExternalAccess,
  type ExternalQuestion,
  externalAccess,
} from "./external-access.ts";
export { accessNotGrantedProblems, type InputProblem } from "./input-problems.ts";
export { deliveredLogs } from "./log-delivery.ts";
export { checkNoNewAccess } from "./no-new-access.ts";
export { checkNoPublicAccess, PUBLIC_ACCESS_RESOURCE_TYPES } from "./no-public-access.ts";
export type { CheckResult, Reason, Verdict } from "./result.ts";
export { ZoneOfTrust } from "./zone-of-trust.ts";
