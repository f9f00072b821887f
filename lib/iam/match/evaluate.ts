import { type Condition, type Effect, foldCase, type Policy, type Statement, type Version } from "../language/index.ts";
import { actionsOf, resourcesOf } from "./compiled.ts";
import { type Interpretation, USUAL } from "./interpretation.ts";
import { matchesCondition } from "./match-condition.ts";
import { matchesPrincipals } from "./match-principal.ts";
import type { Lookup } from "./matches.ts";
import type { Witness } from "./request.ts";

/** Why a statement does not apply to a request. */
export type Mismatch =
  | { element: "Principal" | "Action" | "Resource" }
  | { element: "Condition"; condition: Condition };

export type EvaluatedStatement = {
  policyIndex: number;
  statementIndex: number;
  statementId?: string;
  effect: Effect;
  applies: boolean;
  mismatches: Mismatch[];
};

export type Decision = "allowed" | "explicit_deny" | "implicit_deny";
export type Evaluation = { decision: Decision; statements: EvaluatedStatement[] };

function contextOf(request: Witness): Map<string, string[]> {
  const context = new Map<string, string[]>();
  for (const [key, values] of Object.entries(request.context)) {
    const name = key.toLowerCase();
    context.set(name, [...(context.get(name) ?? []), ...values]);
  }
  return context;
}

/** A request prepared for matching each statement. */
type Read = {
  request: Witness;
  action: string;
  context: Map<string, string[]>;
  lookup: Lookup;
  interpretation: Interpretation;
};

function readRequest(request: Witness, interpretation: Interpretation): Read {
  const context = contextOf(request);
  const lookup: Lookup = (key) => {
    const values = context.get(key) ?? [];
    return values.length === 1 ? values[0] : undefined;
  };
  return { request, action: foldCase(request.action), context, lookup, interpretation };
}

/** The parts of a statement that do not match the request, one after another. */
function* mismatchesOf(statement: Statement, version: Version, read: Read): Generator<Mismatch> {
  const { request, action, context, lookup, interpretation } = read;
  const { resources, actions } = statement;
  if (!matchesPrincipals(statement.principals, request.principal, interpretation)) yield { element: "Principal" };
  const acts = actionsOf(actions).isMatchedBy(action, lookup);
  if (acts === actions.negated) yield { element: "Action" };
  if (resources !== undefined) {
    const hit = resourcesOf(resources, version).isMatchedBy(request.resource, lookup);
    if (hit === resources.negated) yield { element: "Resource" };
  }
  for (const condition of statement.conditions) {
    const values = context.get(condition.key.toLowerCase()) ?? [];
    if (!matchesCondition(condition, version, values, lookup, interpretation))
      yield { element: "Condition", condition };
  }
}

function fits(statement: Statement, version: Version, read: Read): boolean {
  return mismatchesOf(statement, version, read).next().done === true;
}

/** Whether the statement with this index applies to a request. */
export function appliesTo(policy: Policy, index: number, request: Witness, interpretation: Interpretation): boolean {
  const statement = policy.statements[index];
  return statement !== undefined && fits(statement, policy.version, readRequest(request, interpretation));
}

/** Only the decision of `evaluate`. */
export function decide(policies: readonly Policy[], request: Witness, interpretation: Interpretation): Decision {
  const read = readRequest(request, interpretation);
  let allowed = false;
  for (const { statements, version } of policies) {
    for (const statement of statements) {
      if (statement.effect === "Allow" && allowed) continue;
      if (!fits(statement, version, read)) continue;
      if (statement.effect === "Deny") return "explicit_deny";
      allowed = true;
    }
  }
  return allowed ? "allowed" : "implicit_deny";
}

/**
 * Decides one request by the plain rules: an applicable Deny wins, then an applicable Allow, otherwise nothing is
 * granted. Several policies count as one; open points follow the guide. Independent of the decision procedure, whose
 * witnesses it re-checks. Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluate(policy: Policy | Policy[], request: Witness, interpretation = USUAL): Evaluation {
  const read = readRequest(request, interpretation);
  const policies = Array.isArray(policy) ? policy : [policy];
  const statements = policies.flatMap(({ statements: list, version }, policyIndex) =>
    list.map((statement): EvaluatedStatement => {
      const mismatches = [...mismatchesOf(statement, version, read)];
      return {
        policyIndex,
        statementIndex: statement.index,
        ...(statement.sid === undefined ? {} : { statementId: statement.sid }),
        effect: statement.effect,
        applies: mismatches.length === 0,
        mismatches,
      };
    }),
  );
  const applied = statements.filter(({ applies }) => applies);
  const denied = applied.some(({ effect }) => effect === "Deny");
  const decision = denied ? "explicit_deny" : applied.length > 0 ? "allowed" : "implicit_deny";
  return { decision, statements };
}
