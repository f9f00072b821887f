export { ACCOUNT_ID, isAccountId } from "./account-id.ts";
export { type AddressRange, readAddressRange, readBool, readBytes, readDate, readNumber } from "./condition-values.ts";
export { POLICY_ELEMENTS, STATEMENT_ELEMENTS } from "./elements.ts";
export { listed } from "./listed.ts";
export { type Family, OPERATORS, type ReadOperator, readOperator } from "./operators.ts";
export { type ParsedJson, parseJson, readJson } from "./parse-json.ts";
export { type ParsedPolicy, parsePolicy } from "./parse-policy.ts";
export { actionFault, resourceFault } from "./parse-statement.ts";
export { PARTITIONS, partitionOf, partitionWith, suffixOf } from "./partitions.ts";
export {
  actionPattern,
  foldCase,
  foldForms,
  makePattern,
  type Pattern,
  resourcePattern,
  surest,
  type Token,
  valuePattern,
  widest,
} from "./pattern.ts";
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
export type { ServiceAction, ServiceConditionKey, ServiceFacts, ServiceResourceType } from "./service-facts.ts";
export type { Node, ObjectEntry, Position, Problem, Span } from "./source.ts";
export { holdsOnly } from "./typed-keys.ts";
