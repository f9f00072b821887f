import type { Effect, Pattern, Policy, PrincipalEntry, Statement } from "../language/index.ts";
import { appliesTo, decide, type Interpretation, type RequestPrincipal, type Witness } from "../match/index.ts";
import { boundRequests } from "./bind-variables.ts";
import { type Box, intersection, makeBox, type StatementBox } from "./box.ts";
import { BoxIndex } from "./box-index.ts";
import { concreteRequests, wordsOf } from "./concrete.ts";
import { type Outline, outside, type Space } from "./cover.ts";
import { type Budget, LONGEST_PATTERN, Undecided } from "./limits.ts";
import { withoutCovered } from "./narrow-region.ts";
import { PrincipalSpace, principalsToTry } from "./principal-choices.ts";
import { freshCharacter } from "./sample.ts";

export type Question = {
  policy: Policy;
  existing: Policy[];
  /** Only requests in this box count. */
  within?: Box;
  /** Only these principals count. */
  principals?: (entries: PrincipalEntry[]) => RequestPrincipal[];
  /** Keys, in lower case, with several values according to the rest of the policy that `policy` is part of. */
  severalValued?: ReadonlySet<string>;
  /** An additional test that a witness must pass. */
  counts?: (request: Witness) => boolean;
};

/**
 * The result of a search: nothing found, a request that shows access, or outlines from which no request could be made.
 */
export type Search =
  | { outcome: "covered" }
  | { outcome: "shown"; witness: Witness }
  | { outcome: "open"; outlines: Outline[] };

const MAX_OUTLINES = 64;
const MOST_TO_BIND = 3;

const EMPTY = makeBox({});

export function patternsOf({ action, resource, keys }: Box): Pattern[] {
  const texts = [...keys.values()].flat().map(({ text }) => text);
  return [...action, ...resource, ...texts].flatMap(({ patterns }) => patterns);
}

/** Every text of a statement. There may be thousands, so no list is created. */
function eachText({ actions, resources, conditions }: Statement, work: (text: string) => void): void {
  for (const { text } of actions.patterns) work(text);
  if (resources !== undefined) for (const { text } of resources.patterns) work(text);
  for (const { values } of conditions) for (const { text } of values) work(text);
}

/** The keys, in lower case, that statements test as having several values. */
export function quantifiedKeys(statements: readonly Statement[]): string[] {
  return statements.flatMap(({ conditions }) =>
    conditions.flatMap(({ key, quantifier }) => (quantifier === undefined ? [] : [key.toLowerCase()])),
  );
}

const WILD = /[*?$]/;

/** The total length of texts with wildcards; comparison stops if it is too long. */
function wildLength(boxes: readonly StatementBox[]): number {
  let length = 0;
  for (const { statement } of boxes) {
    eachText(statement, (text) => {
      if (!WILD.test(text)) return;
      if (text.length > LONGEST_PATTERN) throw new Undecided(`a pattern is longer than ${LONGEST_PATTERN} characters`);
      length += text.length;
    });
  }
  return length;
}

function indexOf(boxes: readonly StatementBox[], effect: Effect): BoxIndex {
  return new BoxIndex(boxes.flatMap(({ statement, box }) => (statement.effect === effect ? [box] : [])));
}

/**
 * A policy compared with others, as boxes. Verdicts come from the boxes, and witnesses are tested on the policies
 * themselves.
 */
export class Comparison {
  readonly own: readonly StatementBox[];
  readonly known: readonly StatementBox[];
  private readonly question: Question;
  readonly within: Box;
  private readonly interpretation: Interpretation;
  private readonly denied: BoxIndex;
  private readonly knownAllowed: BoxIndex;
  private readonly knownDenied: BoxIndex;
  private readonly space: Space;
  private readonly wildLength: number;
  private all: Pattern[] | undefined;
  private other: string | undefined;

  constructor(
    question: Question,
    boxes: { own: readonly StatementBox[]; known: readonly StatementBox[]; within?: Box | undefined },
    interpretation: Interpretation,
    budget: Budget,
  ) {
    this.question = question;
    this.own = boxes.own;
    this.known = boxes.known;
    this.within = boxes.within ?? EMPTY;
    this.interpretation = interpretation;
    this.denied = indexOf(this.own, "Deny");
    this.knownAllowed = indexOf(this.known, "Allow");
    this.knownDenied = indexOf(this.known, "Deny");
    this.wildLength = wildLength([...this.own, ...this.known]);
    this.space = this.spaceOf(budget);
  }

  private boxes(): Box[] {
    return [...this.own, ...this.known].map(({ box }) => box);
  }

  get patterns(): Pattern[] {
    this.all ??= this.boxes().flatMap(patternsOf);
    return this.all;
  }

  private spaceOf(budget: Budget): Space {
    const { question, interpretation, within } = this;
    const statements = [...this.own, ...this.known].map(({ statement }) => statement);
    const entries = statements.flatMap(({ principals }) => principals?.entries ?? []);
    const asks = statements.some(({ principals }) => principals !== undefined) || question.principals !== undefined;
    const candidates: RequestPrincipal[] = asks
      ? (question.principals ?? principalsToTry)(entries)
      : [{ kind: "Attached" }];
    const asked = [...within.keys.values()].flat().flatMap((test) => (test.quantified ? [test.key] : []));
    return {
      principals: new PrincipalSpace(candidates, interpretation, budget),
      several: new Set([...quantifiedKeys(statements), ...(question.severalValued ?? []), ...asked]),
      work: { budget },
    };
  }

  /** Whether no policy here tests the key as having several values. */
  readonly holdsOne = (key: string): boolean => !this.space.several.has(key);

  /** Whether the policies themselves confirm that this statement newly allows a request. */
  shows(index: number, request: Witness): boolean {
    const { policy, existing, counts } = this.question;
    this.space.work.budget.spend((this.wildLength * (request.action.length + request.resource.length)) >> 8);
    if (counts !== undefined && !counts(request)) return false;
    if (!appliesTo(policy, index, request, this.interpretation)) return false;
    if (decide([policy], request, this.interpretation) !== "allowed") return false;
    return decide(existing, request, this.interpretation) !== "allowed";
  }

  /**
   * Searches for a request that the Allow statement with this index newly allows and `accept` takes, possibly in
   * another form.
   */
  search(index: number, accept: (request: Witness) => Witness | undefined = (request) => request): Search {
    const box = this.own[index]?.box ?? EMPTY;
    const outlines: Outline[] = [];
    for (const { region, cubes } of this.regions(box)) {
      let count = 0;
      for (const outline of outside(region, cubes, this.space)) {
        const witness = this.witness(outline, index, accept);
        if (witness !== undefined) return { outcome: "shown", witness };
        outlines.push(outline);
        count += 1;
        if (count >= MAX_OUTLINES) break;
      }
    }
    return outlines.length === 0 ? { outcome: "covered" } : { outcome: "open", outlines };
  }

  /** New access is outside every known Allow, or inside a known Deny, and in no Deny of the policy itself. */
  private *regions(box: Box): Generator<{ region: Box; cubes: Box[] }> {
    const only = intersection(box, this.within);
    const { budget } = this.space.work;
    const denied = this.denied.near(only, budget);
    const region = this.withoutKnown(only);
    if (region !== undefined) yield { region, cubes: [...denied, ...this.knownAllowed.near(region, budget)] };
    for (const deny of this.knownDenied.near(only, budget)) {
      if (!this.denied.has(deny)) yield { region: intersection(only, deny), cubes: denied };
    }
  }

  private withoutKnown(region: Box): Box | undefined {
    const { knownAllowed, space } = this;
    const { budget } = space.work;
    const rest = withoutCovered(region, knownAllowed.sharing(region, budget), budget);
    return rest && withoutCovered(rest, knownAllowed.near(rest, budget), budget);
  }

  private fresh(): string {
    this.other ??= freshCharacter(this.namedTexts());
    return this.other;
  }

  private namedTexts(): string {
    let all = patternsOf(this.within)
      .map(({ id }) => id)
      .join("");
    for (const { statement } of [...this.own, ...this.known]) {
      eachText(statement, (text) => {
        all += text;
      });
    }
    return all;
  }

  private witness(
    outline: Outline,
    index: number,
    accept: (request: Witness) => Witness | undefined,
  ): Witness | undefined {
    const accepted = (request: Witness) => (this.shows(index, request) ? accept(request) : undefined);
    const words = () => wordsOf(this.patterns);
    const requests = [...concreteRequests(outline, words, this.fresh())];
    for (const request of requests) {
      const witness = accepted(request);
      if (witness !== undefined) return witness;
    }
    for (const request of requests.slice(0, MOST_TO_BIND)) {
      for (const bound of boundRequests(request, this.patterns)) {
        const witness = accepted(bound);
        if (witness !== undefined) return witness;
      }
    }
    return undefined;
  }
}
