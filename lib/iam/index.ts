export { type Access, accessProblems, checkAccessNotGranted } from "./access-not-granted.ts";
export { type Difference, describeDifference, type Relation } from "./describe-difference.ts";
export { describeWitness } from "./describe-witness.ts";
export { type Decision, type EvaluatedStatement, type Evaluation, evaluate, type Mismatch } from "./evaluate.ts";
export { explain } from "./explain.ts";
export {
  checkNoExternalAccess,
  type ExternalAccess,
  type ExternalQuestion,
  externalAccess,
} from "./external-access.ts";
export { accessNotGrantedProblems, type InputProblem } from "./input-problems.ts";
export type { Limits } from "./limits.ts";
export { checkNoNewAccess } from "./no-new-access.ts";
export { checkNoPublicAccess, PUBLIC_ACCESS_RESOURCE_TYPES } from "./no-public-access.ts";
export { type ParsedJson, parseJson } from "./parse-json.ts";
export { type ParsedPolicy, parsePolicy } from "./parse-policy.ts";
export type {
  Condition,
  Effect,
  Operator,
  Patterns,
  Policy,
  PolicyType,
  PrincipalEntry,
  PrincipalKind,
  Principals,
  Quantifier,
  Statement,
  Text,
  Version,
} from "./policy.ts";
export { policyLimitFault, statementsIn } from "./policy-limits.ts";
export type { CheckResult, Reason, RequestPrincipal, Verdict, Witness } from "./result.ts";
export type { Node, ObjectEntry, Position, Problem, Span } from "./source.ts";
export type { Finding, FindingType, Location, PathElement } from "./validate/finding.ts";
export type { ValidateInput } from "./validate/policy-document.ts";
export type {
  ServiceAction,
  ServiceConditionKey,
  ServiceFacts,
  ServiceResourceType,
} from "./validate/service-facts.ts";
export { type PolicyValidation, validatePolicy } from "./validate/validate-policy.ts";
