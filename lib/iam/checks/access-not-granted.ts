import {
  actionFault,
  type Patterns,
  type Policy,
  type PolicyType,
  type Problem,
  resourceFault,
  type ServiceFacts,
  type Span,
  type Statement,
} from "../language/index.ts";
import type { Limits } from "../prove/index.ts";
import { checkResult, unknownResult, type Words } from "./check-result.ts";
import { newAccess } from "./new-access.ts";
import type { CheckResult } from "./result.ts";

/** Actions and resources a policy must not grant together. If one is missing, any counts. */
export type Access = { actions?: string[]; resources?: string[] };

const UNKNOWN = "Could not determine whether the policy document grants the listed access.";
const PASS = "The policy document does not grant access to perform the listed actions or resources.";

function wordsFor({ actions, resources }: Access): Words {
  const [fail, reason] =
    resources === undefined
      ? ["to perform one or more of the listed actions", "actions"]
      : actions === undefined
        ? ["to one or more of the listed resources", "resources"]
        : ["to one or more listed resources to perform one or more listed actions", "actions and/or resources"];
  return {
    pass: PASS,
    fail: `The policy document grants access ${fail}.`,
    unknown: UNKNOWN,
    reason: `One or more of the listed ${reason} in the statement`,
  };
}

const NOWHERE: Span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };

function patterns(texts: string[] | undefined): Patterns {
  return { negated: false, patterns: (texts ?? ["*"]).map((text) => ({ text, span: NOWHERE })), span: NOWHERE };
}

function statement(index: number, effect: Statement["effect"], access: Access): Statement {
  const { actions, resources } = access;
  return { index, effect, actions: patterns(actions), resources: patterns(resources), conditions: [], span: NOWHERE };
}

/** The problems with a list of access, by path. */
export function accessProblems(access: Access): Problem[] {
  const { actions, resources } = access;
  if (actions === undefined && resources === undefined)
    return [{ message: "Specify actions, resources or both.", path: [] }];
  const of = (
    name: "actions" | "resources",
    texts: string[] | undefined,
    fault: (text: string) => string | undefined,
  ) => {
    if (texts?.length === 0) return [{ message: `The list of ${name} is empty.`, path: [name] }];
    return (texts ?? []).flatMap((text, index): Problem[] => {
      const reason = fault(text);
      return reason === undefined ? [] : [{ message: `${JSON.stringify(text)} ${reason}.`, path: [name, index] }];
    });
  };
  return [
    ...of("actions", actions, actionFault),
    ...of("resources", resources, (text) => resourceFault(text, "2008-10-17")),
  ];
}

/**
 * Whether a policy allows a listed action on a listed resource in any request. PASS is a proof; an unreadable list
 * gives UNKNOWN (see `accessProblems`). Never throws. Source: IAM Access Analyzer, CheckAccessNotGranted.
 */
export function checkAccessNotGranted(input: {
  policy: Policy;
  access: Access;
  type: PolicyType;
  limits?: Limits;
  /** Makes example requests look realistic; has no effect on the result. */
  facts?: ServiceFacts | undefined;
}): CheckResult {
  const { policy, access, limits, facts } = input;
  const [problem] = accessProblems(access);
  if (problem !== undefined) return unknownResult(UNKNOWN, `the listed access cannot be read: ${problem.message}`);
  const statements = [statement(0, "Allow", {}), statement(1, "Deny", access)];
  const existing: Policy[] = [{ version: "2008-10-17", statements }];
  return checkResult(
    newAccess({ policy, existing, facts, ...(limits === undefined ? {} : { limits }) }),
    wordsFor(access),
  );
}
