export { type Access, accessProblems, checkAccessNotGranted } from "./access-not-granted.ts";
export { type Difference, describeDifference, type Relation } from "./describe-difference.ts";
export {
  checkNoExternalAccess,
  type ExternalAccess,
  type ExternalQuestion,
  externalAccess,
} from "./external-access.ts";
export { accessNotGrantedProblems, type InputProblem } from "./input-problems.ts";
export {
  type Condition,
  type Effect,
  type Node,
  type ObjectEntry,
  type Operator,
  type ParsedJson,
  type ParsedPolicy,
  type Patterns,
  type Policy,
  type PolicyType,
  type Position,
  type PrincipalEntry,
  type PrincipalKind,
  type Principals,
  type Problem,
  parseJson,
  parsePolicy,
  policyLimitFault,
  type Quantifier,
  type ServiceAction,
  type ServiceConditionKey,
  type ServiceFacts,
  type ServiceResourceType,
  type Span,
  type Statement,
  statementsIn,
  type Text,
  type Version,
} from "./language/index.ts";
export {
  type Decision,
  type EvaluatedStatement,
  type Evaluation,
  evaluate,
  explain,
  type Mismatch,
  type RequestPrincipal,
  type Witness,
} from "./match/index.ts";
export { checkNoNewAccess } from "./no-new-access.ts";
export { checkNoPublicAccess, PUBLIC_ACCESS_RESOURCE_TYPES } from "./no-public-access.ts";
export { describeWitness, type Limits } from "./prove/index.ts";
export type { CheckResult, Reason, Verdict } from "./result.ts";
export type { Finding, FindingType, Location, PathElement } from "./validate/finding.ts";
export type { ValidateInput } from "./validate/policy-document.ts";
export { type PolicyValidation, validatePolicy } from "./validate/validate-policy.ts";
