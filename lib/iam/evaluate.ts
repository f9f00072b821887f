import { actionOf, resourceOf } from "./compiled.ts";
import { matchesCondition } from "./match-condition.ts";
import { matchesPrincipals } from "./match-principal.ts";
import { type Lookup, matches } from "./matches.ts";
import { foldCase } from "./pattern.ts";
import type { Condition, Effect, Policy, Statement, Version } from "./policy.ts";
import type { Witness } from "./result.ts";

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

function mismatchesOf(
  statement: Statement,
  version: Version,
  request: Witness,
  context: Map<string, string[]>,
): Mismatch[] {
  const lookup: Lookup = (key) => {
    const values = context.get(key) ?? [];
    return values.length === 1 ? values[0] : undefined;
  };
  const found: Mismatch[] = [];
  if (!matchesPrincipals(statement.principals, request.principal)) found.push({ element: "Principal" });
  const action = foldCase(request.action);
  const acts = statement.actions.patterns.some((text) => matches(actionOf(text), action, lookup));
  if (acts === statement.actions.negated) found.push({ element: "Action" });
  const { resources } = statement;
  if (resources !== undefined) {
    const hit = resources.patterns.some((text) => matches(resourceOf(text, version), request.resource, lookup));
    if (hit === resources.negated) found.push({ element: "Resource" });
  }
  for (const condition of statement.conditions) {
    const values = context.get(condition.key.toLowerCase()) ?? [];
    if (!matchesCondition(condition, version, values, lookup)) found.push({ element: "Condition", condition });
  }
  return found;
}

/**
 * Decides one request by the plain rules: an applicable Deny wins, else an applicable Allow, else nothing is granted.
 * Several policies count as one. Written apart from the decision procedure, whose witnesses it re-checks.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function evaluate(policy: Policy | Policy[], request: Witness): Evaluation {
  const context = contextOf(request);
  const policies = Array.isArray(policy) ? policy : [policy];
  const statements = policies.flatMap(({ statements: list, version }, policyIndex) =>
    list.map((statement): EvaluatedStatement => {
      const mismatches = mismatchesOf(statement, version, request, context);
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
