export { actionsOf, resourcesOf, valuesOf, variableKeys } from "./compiled.ts";
export {
  appliesTo,
  type Decision,
  decide,
  type EvaluatedStatement,
  type Evaluation,
  evaluate,
  type Mismatch,
} from "./evaluate.ts";
export { evaluatePartly, type PartlyEvaluated } from "./evaluate-partly.ts";
export { explain } from "./explain.ts";
export { type Interpretation, otherInterpretations, testsNothing, USUAL } from "./interpretation.ts";
export { matchesCondition } from "./match-condition.ts";
export {
  accountOf,
  matchesPrincipals,
  namesOnlyAccount,
  sessionPrefix,
  wholeAccount,
  withOtherNames,
} from "./match-principal.ts";
export { matches } from "./matches.ts";
export type { RequestPrincipal, Witness } from "./request.ts";
