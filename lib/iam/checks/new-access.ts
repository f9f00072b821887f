import type { ServiceFacts, Statement } from "../language/index.ts";
import { type Interpretation, otherInterpretations, USUAL, type Witness } from "../match/index.ts";
import {
  Budget,
  type Question as Compared,
  Comparison,
  describeWitness,
  isPlausible,
  type Limits,
  PRESENT_KEYS,
  plausible,
  readable,
  type Search,
  sentKeys,
  statementBoxes,
  Undecided,
  variableCases,
  withKeys,
} from "../prove/index.ts";

/** What one Allow statement adds: nothing, a request that shows new access, or unknown with the reason. */
export type StatementResult =
  | { statement: Statement; outcome: "covered" }
  | { statement: Statement; outcome: "shown"; witness: Witness }
  | { statement: Statement; outcome: "undecided"; cause: string };

export type Question = Compared & {
  limits?: Limits;
  /** Makes example requests look realistic; has no effect on the result. */
  facts?: ServiceFacts | undefined;
  /** Replaces the limits: the remaining budget of several questions together. */
  budget?: Budget;
};

const NOT_CONCRETE =
  "the policies use policy variables or test one key in two ways, so no single request could show new access or rule it out";

/** Share of the remaining work that looking at parts one by one may use. */
const SHARE_OF_CASES = 0.5;

class Answers {
  private readonly question: Question;
  private readonly interpretation: Interpretation;
  private readonly budget: Budget;
  private readonly whole: Comparison;
  /** Keys that AWS fills in and these policies test. */
  private readonly filledIn: ReadonlySet<string>;
  private cases: Comparison[] | undefined;

  constructor(question: Question, interpretation: Interpretation, budget: Budget) {
    this.question = question;
    this.interpretation = interpretation;
    this.budget = budget;
    const own = statementBoxes([question.policy], interpretation);
    const known = statementBoxes(question.existing, interpretation);
    this.whole = new Comparison(question, { own, known, within: question.within }, interpretation, budget);
    const asked = new Set(
      [question.policy, ...question.existing].flatMap(({ statements }) =>
        statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.toLowerCase())),
      ),
    );
    this.filledIn = new Set(PRESENT_KEYS.filter((key) => asked.has(key)));
  }

  /** For each Allow statement, in order. */
  results(): StatementResult[] {
    return this.question.policy.statements.flatMap((statement, index) =>
      statement.effect === "Allow" ? [this.decided(statement, index)] : [],
    );
  }

  private decided(statement: Statement, index: number): StatementResult {
    try {
      return this.result(statement, index);
    } catch (error) {
      if (!(error instanceof Undecided)) throw error;
      return { statement, outcome: "undecided", cause: error.message };
    }
  }

  private result(statement: Statement, index: number): StatementResult {
    const found = this.whole.search(index);
    const { outcome, ...rest } = found.outcome === "open" ? this.byCases(index) : found;
    if (outcome === "covered") return { statement, outcome };
    if (!("witness" in rest)) return { statement, outcome: "undecided", cause: NOT_CONCRETE };
    const policies = [this.question.policy, ...this.question.existing];
    const request = this.likelier(rest.witness, index);
    const wasPlausible = isPlausible(request, this.filledIn);
    const holds = (variant: Witness) =>
      (!wasPlausible || isPlausible(variant, this.filledIn)) && this.whole.shows(index, variant);
    return { statement, outcome: "shown", witness: readable(request, policies, holds, this.question.facts) };
  }

  /** A request that could really be sent, if one shows the same: the keys AWS fills in match its caller. */
  private likelier(request: Witness, index: number): Witness {
    const keys = this.filledIn;
    if (isPlausible(request, keys)) return request;
    const accept = (shown: Witness) => plausible(shown, keys, (variant) => this.whole.shows(index, variant));
    const repaired = accept(request);
    if (repaired !== undefined) return repaired;
    const { own, known, within } = this.whole;
    const budget = this.budget.share(SHARE_OF_CASES);
    for (const signed of [true, false]) {
      const present = withKeys(within, sentKeys(keys, signed));
      try {
        const part = new Comparison(this.question, { own, known, within: present }, this.interpretation, budget);
        const found = part.search(index, accept);
        if (found.outcome === "shown") return found.witness;
      } catch (error) {
        if (!(error instanceof Undecided)) throw error;
      }
    }
    return request;
  }

  /** Covered if every part is; shown if one part is. */
  private byCases(index: number): Search {
    this.cases ??= this.makeCases();
    const outlines: Search & { outcome: "open" } = { outcome: "open", outlines: [] };
    let open = this.cases.length === 0;
    for (const part of this.cases) {
      const found = part.search(index);
      if (found.outcome === "shown") return found;
      if (found.outcome === "open") open = true;
    }
    return open ? outlines : { outcome: "covered" };
  }

  private makeCases(): Comparison[] {
    const budget = this.budget.share(SHARE_OF_CASES);
    return variableCases(this.whole).map((boxes) => new Comparison(this.question, boxes, this.interpretation, budget));
  }
}

function answersIn(interpretation: Interpretation, question: Question, budget: Budget): StatementResult[] {
  try {
    return new Answers(question, interpretation, budget).results();
  } catch (error) {
    if (!(error instanceof Undecided)) throw error;
    const { message: cause } = error;
    const allowed = question.policy.statements.filter(({ effect }) => effect === "Allow");
    return allowed.map((statement) => ({ statement, outcome: "undecided", cause }));
  }
}

/** Combines an answer with that of a second reading of AWS's documents. Something is proved only if both prove it. */
function together(usual: StatementResult, other: StatementResult | undefined): StatementResult {
  if (usual.outcome !== "covered" || other === undefined || other.outcome === "covered") return usual;
  if (other.outcome === "undecided") return other;
  const cause = `AWS's documentation can be read in two ways here; in the other reading, ${describeWitness(other.witness)}`;
  return { statement: usual.statement, outcome: "undecided", cause };
}

/** For each Allow statement of the policy, whether it grants a request that the existing policies do not. */
export function newAccess(question: Question): StatementResult[] {
  const budget = question.budget ?? new Budget(question.limits);
  const usual = answersIn(USUAL, question, budget);
  return otherInterpretations([question.policy, ...question.existing]).reduce((results, interpretation) => {
    const others = answersIn(interpretation, question, budget);
    return results.map((result, index) => together(result, others[index]));
  }, usual);
}
