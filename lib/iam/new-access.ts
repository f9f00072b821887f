import { boundRequests } from "./bind-variables.ts";
import { type Box, intersection, makeBox, type StatementBox, statementBoxes } from "./box.ts";
import { BoxIndex } from "./box-index.ts";
import { concreteRequests, wordsOf } from "./concrete.ts";
import { type Outline, outside, type Space } from "./cover.ts";
import { evaluate } from "./evaluate.ts";
import { Budget, type Limits, LONGEST_PATTERN, Undecided } from "./limits.ts";
import type { Pattern } from "./pattern.ts";
import type { Effect, Policy, PrincipalEntry, Statement } from "./policy.ts";
import { PrincipalSpace, principalsToTry } from "./principal-choices.ts";
import { readable } from "./readable.ts";
import type { RequestPrincipal, Witness } from "./result.ts";
import { freshCharacter } from "./sample.ts";

/** What one Allow statement adds: nothing, a request that shows it, or not known and why. */
export type Finding =
  | { statement: Statement; outcome: "covered" }
  | { statement: Statement; outcome: "shown"; witness: Witness }
  | { statement: Statement; outcome: "undecided"; cause: string };

export type Question = {
  policy: Policy;
  existing: Policy[];
  /** Only requests in this box count. */
  within?: Box;
  /** Only these principals count. */
  principals?: (entries: PrincipalEntry[]) => RequestPrincipal[];
  /** A further test that a witness has to pass. */
  counts?: (request: Witness) => boolean;
  limits?: Limits;
};

const NOT_CONCRETE =
  "the policies use policy variables, or test one key in two ways, so that no single request could be made to show new access or to rule it out";
const MAX_OUTLINES = 64;
const MOST_TO_BIND = 3;

const EMPTY = makeBox({});

function patternsOf({ action, resource, keys }: Box): Pattern[] {
  const texts = [...keys.values()].flat().map(({ text }) => text);
  return [...action, ...resource, ...texts].flatMap(({ patterns }) => patterns);
}

function isTooLong({ literal, tokens }: Pattern): boolean {
  return literal === undefined && tokens.length > LONGEST_PATTERN;
}

function spaceOf(question: Question, boxes: StatementBox[], budget: Budget): Space {
  const all = [question.within ?? EMPTY, ...boxes.map(({ box }) => box)];
  const entries = all.flatMap(({ principals }) => principals.flatMap((element) => element.entries));
  const patterns = all.flatMap(patternsOf);
  if (patterns.some(isTooLong)) throw new Undecided(`a pattern is longer than ${LONGEST_PATTERN} characters`);
  const tests = all.flatMap(({ keys }) => [...keys.values()].flat());
  const asks = boxes.some(({ box }) => box.principals.length > 0) || question.principals !== undefined;
  const candidates: RequestPrincipal[] = asks
    ? (question.principals ?? principalsToTry)(entries)
    : [{ kind: "Attached" }];
  return {
    principals: new PrincipalSpace(candidates, budget),
    several: new Set(tests.flatMap(({ key, quantified }) => (quantified ? [key] : []))),
    work: { budget, fresh: freshCharacter(patterns) },
  };
}

/** Whether the plain evaluator agrees that a request is newly allowed, by this statement. */
function shows(question: Question, index: number, request: Witness): boolean {
  if (question.counts !== undefined && !question.counts(request)) return false;
  const granted = evaluate(question.policy, request);
  if (granted.decision !== "allowed" || granted.statements[index]?.applies !== true) return false;
  return evaluate(question.existing, request).decision !== "allowed";
}

function indexOf(boxes: StatementBox[], effect: Effect): BoxIndex {
  return new BoxIndex(boxes.flatMap(({ statement, box }) => (statement.effect === effect ? [box] : [])));
}

function decided(statement: Statement, decide: () => Finding): Finding {
  try {
    return decide();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    return { statement, outcome: "undecided", cause: error.message };
  }
}

class Comparison {
  private readonly question: Question;
  private readonly own: StatementBox[];
  private readonly denied: BoxIndex;
  private readonly knownAllowed: BoxIndex;
  private readonly knownDenied: BoxIndex;
  private readonly space: Space;
  private readonly policies: Policy[];
  private readonly patterns: Pattern[];
  private readonly wildTokens: number;

  constructor(question: Question) {
    this.question = question;
    this.policies = [question.policy, ...question.existing];
    this.own = statementBoxes([question.policy]);
    const known = statementBoxes(question.existing);
    this.denied = indexOf(this.own, "Deny");
    this.knownAllowed = indexOf(known, "Allow");
    this.knownDenied = indexOf(known, "Deny");
    this.space = spaceOf(question, [...this.own, ...known], new Budget(question.limits));
    this.patterns = [...this.own, ...known].flatMap(({ box }) => patternsOf(box));
    this.wildTokens = this.patterns.reduce(
      (sum, { literal, tokens }) => (literal === undefined ? sum + tokens.length : sum),
      0,
    );
  }

  findings(): Finding[] {
    return this.own.flatMap(({ statement, box }, index) =>
      statement.effect === "Allow" ? [decided(statement, () => this.finding(statement, box, index))] : [],
    );
  }

  /** New is: outside every known Allow, or inside a known Deny; and in no Deny of the policy itself. */
  private *regions(box: Box): Generator<{ region: Box; cubes: Box[] }> {
    const only = this.question.within === undefined ? box : intersection(box, this.question.within);
    const { budget } = this.space.work;
    const denied = this.denied.near(only, budget);
    if (!this.knownAllowed.has(box)) {
      yield { region: only, cubes: [...denied, ...this.knownAllowed.near(only, budget)] };
    }
    for (const deny of this.knownDenied.near(only, budget)) {
      if (!this.denied.has(deny)) yield { region: intersection(only, deny), cubes: denied };
    }
  }

  private finding(statement: Statement, box: Box, index: number): Finding {
    let undecided = false;
    for (const { region, cubes } of this.regions(box)) {
      let outlines = 0;
      for (const outline of outside(region, cubes, this.space)) {
        const witness = this.witness(outline, index);
        if (witness !== undefined) return { statement, outcome: "shown", witness };
        undecided = true;
        outlines += 1;
        if (outlines >= MAX_OUTLINES) break;
      }
    }
    return undecided ? { statement, outcome: "undecided", cause: NOT_CONCRETE } : { statement, outcome: "covered" };
  }

  private witness(outline: Outline, index: number): Witness | undefined {
    const holds = (request: Witness) => {
      this.space.work.budget.spend((this.wildTokens * (request.action.length + request.resource.length)) >> 8);
      return shows(this.question, index, request);
    };
    const requests = [...concreteRequests(outline, () => wordsOf(this.patterns))];
    const shown = requests.find(holds);
    if (shown !== undefined) return readable(shown, this.policies, holds);
    for (const request of requests.slice(0, MOST_TO_BIND)) {
      for (const bound of boundRequests(request, this.patterns))
        if (holds(bound)) return readable(bound, this.policies, holds);
    }
    return undefined;
  }
}

/** For each Allow statement of the policy, whether it grants a request that the existing policies do not. */
export function newAccess(question: Question): Finding[] {
  try {
    return new Comparison(question).findings();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    const { message: cause } = error;
    const allowed = question.policy.statements.filter(({ effect }) => effect === "Allow");
    return allowed.map((statement) => ({ statement, outcome: "undecided", cause }));
  }
}
