import { makePattern, type Pattern, surest, widest } from "../language/index.ts";
import { matches } from "../match/index.ts";
import { type Bits, bit, NONE, Smallest } from "./bits.ts";
import type { Budget, Work } from "./limits.ts";
import { heldSets, type OpenCube, type OpenTest, type Slot } from "./open-tests.ts";
import { Alphabet, OTHER, type Reading, Track } from "./pattern-positions.ts";
import { Product } from "./product.ts";
import { mayOverlap, surelyContains } from "./relate.ts";
import { type Sample, sampleOf } from "./sample.ts";
import type { StringTest } from "./string-test.ts";

/** Tests of one cube; `cube` is its bit. */
type StringCube = { cube: number; tests: StringTest[] };

/** One string, or many alike: the cubes they meet, and the keys they require. */
type StringChoice = { holds: Bits; sample: Sample; needs?: readonly string[] };

export const ANYTHING = makePattern([{ kind: "any", field: false }]);

/** Most comparisons end immediately; comparing two long patterns may not. */
function compareCost(outer: Pattern, inner: Pattern): number {
  if (outer.literal !== undefined || inner.literal !== undefined) return 1;
  const size = outer.size * inner.size;
  return size > 100_000 ? size >> 1 : 1;
}

/** Strings of the region: matched by all of `must`, by none of `mustNot`. */
type Piece = { must: Pattern[]; mustNot: Pattern[] };

/** Whether another pattern of the list, or an earlier equal one, implies this one. */
function isImplied(pattern: Pattern, index: number, list: Pattern[]): boolean {
  return list.some(
    (other, at) => at !== index && surelyContains(pattern, other) && !(surelyContains(other, pattern) && at > index),
  );
}

/**
 * Variables in a case-insensitive pattern are no symbols, because a match may be spelled differently from their text.
 */
function hasSymbols({ variables, ignoreCase }: Pattern): boolean {
  return variables && !ignoreCase;
}

/** Whether a match of the pattern depends on more than the text. */
function isOpen({ variables, sure, loose }: Pattern): boolean {
  return variables || sure !== undefined || loose !== undefined;
}

const NO_VALUE = () => undefined;

/** Whether a plain text matches a pattern; not for patterns with variables. */
function isMatched(text: string, pattern: Pattern): boolean {
  return matches(pattern, text, NO_VALUE);
}

/**
 * The choice for a piece with one plain text and no variables, found by trying each test on the text. `undefined` if
 * the piece is different, `null` if the text is not in the region.
 */
function choiceOfText({ must, mustNot }: Piece, cubes: StringCube[], budget: Budget): StringChoice | null | undefined {
  const first = must[0];
  const text = first?.literal;
  if (first === undefined || text === undefined) return undefined;
  if ([...must, ...mustNot].some(isOpen)) return undefined;
  if (!must.every((pattern) => isMatched(text, pattern))) return null;
  if (mustNot.some((pattern) => isMatched(text, pattern))) return null;
  let holds = NONE;
  for (const { cube, tests } of cubes) {
    budget.spend(tests.length);
    let all = true;
    for (const test of tests) {
      const near = test.index.overlapping(first);
      budget.spend(near.length);
      if (near.some(isOpen)) return undefined;
      all &&= near.some((pattern) => isMatched(text, pattern)) !== test.negated;
    }
    if (all) holds |= bit(cube);
  }
  return { holds, sample: text === "" ? [] : [text] };
}

/** Symbols first, then plain texts, on which the other patterns need only be tried. */
function order(pattern: Pattern): number {
  return hasSymbols(pattern) ? 2 : pattern.literal !== undefined ? 1 : 0;
}

/** The region as a union: one pattern from each positive test. A pattern whose variables are symbols goes first. */
function piecesOf(region: StringTest[], budget: Budget): Piece[] {
  let lists: Pattern[][] = [[]];
  for (const test of region) {
    if (test.negated) continue;
    budget.spend(lists.length);
    lists = lists.flatMap((list) => {
      const candidates = list[0] === undefined ? test.patterns : test.index.overlapping(list[0]);
      budget.spend(candidates.length);
      return candidates
        .filter((pattern) => list.every((other) => mayOverlap(other, pattern)))
        .map((pattern) => [...list, pattern]);
    });
  }
  const mustNot = region.flatMap((test) => (test.negated ? test.patterns : []));
  return lists.map((list) => {
    const needed = list.some(({ literal }) => literal !== undefined)
      ? list
      : list.filter((pattern, index) => !isImplied(pattern, index, list));
    const must = needed.length === 0 ? [ANYTHING] : needed;
    must.sort((left, right) => order(right) - order(left) || right.prefix.length - left.prefix.length);
    const first = must[0] ?? ANYTHING;
    return { must, mustNot: mustNot.filter((pattern) => mayOverlap(pattern, first)) };
  });
}

class PieceSearch {
  private readonly alphabet: Alphabet;
  private readonly needs: readonly string[];
  private readonly tracks: Track[] = [];
  private readonly trackOf = new Map<string, number>();
  private readonly slots: Slot[] = [];
  private readonly slotOf = new Map<string, number>();
  private readonly must: Track[];
  private readonly mustNot: Track[];
  private readonly never: ReadonlySet<string>;
  private readonly open: OpenCube[] = [];
  private base: Bits = NONE;
  private readonly budget: Budget;

  constructor(piece: Piece, cubes: StringCube[], budget: Budget) {
    this.budget = budget;
    const [first] = piece.must;
    const given = first !== undefined && hasSymbols(first) ? first : undefined;
    this.alphabet = new Alphabet(given && widest(given));
    this.needs = this.alphabet.needs;
    this.must = piece.must.map((pattern) => {
      return new Track(widest(pattern), pattern === given ? "under" : "over", this.alphabet);
    });
    this.mustNot = piece.mustNot.map((pattern) => new Track(surest(pattern), "under", this.alphabet));
    this.never = new Set(piece.mustNot.map(({ id }) => id));
    for (const cube of cubes) this.openCube(cube, piece.must);
  }

  private openCube({ cube, tests }: StringCube, must: Pattern[]): void {
    const open: OpenTest[] = [];
    for (const test of tests) {
      const narrowed = this.openTest(test, must);
      if (narrowed === false) return;
      if (narrowed !== true) open.push(narrowed);
    }
    if (open.length === 0) this.base |= bit(cube);
    else this.open.push({ cube, tests: open });
  }

  /** A test is decided if a pattern contains the piece, or none overlaps it. */
  private openTest(test: StringTest, must: Pattern[]): OpenTest | boolean {
    const first = must[0] ?? ANYTHING;
    const near = test.index.overlapping(first).filter((pattern) => must.every((other) => mayOverlap(other, pattern)));
    this.budget.spend(near.reduce((sum, pattern) => sum + compareCost(pattern, first), 1));
    const contains = (outer: Pattern) =>
      must.some((other) => outer.id === other.id || surelyContains(surest(outer), widest(other)));
    if (near.some(contains)) return !test.negated;
    if (near.length === 0) return test.negated;
    const open: OpenTest = { negated: test.negated, slots: [], literals: new Set() };
    for (const pattern of near) {
      if (pattern.literal === undefined || hasSymbols(first)) open.slots.push(this.slot(pattern, hasSymbols(first)));
      else open.literals.add(pattern.literal);
    }
    return open;
  }

  /** Without variables in the pattern and symbols in the string, both readings are the same. */
  private slot(pattern: Pattern, symbols: boolean): number {
    const known = this.slotOf.get(pattern.id);
    if (known !== undefined) return known;
    this.slotOf.set(pattern.id, this.slots.length);
    const under = this.track(surest(pattern), "under");
    const open = symbols || isOpen(pattern);
    const over = open ? this.track(widest(pattern), "over") : under;
    const never = this.never.has(pattern.id);
    return this.slots.push({ under, over, never }) - 1;
  }

  private track(pattern: Pattern, reading: Reading): number {
    const key = `${reading} ${pattern.id}`;
    const known = this.trackOf.get(key);
    if (known !== undefined) return known;
    this.trackOf.set(key, this.tracks.length);
    return this.tracks.push(new Track(pattern, reading, this.alphabet)) - 1;
  }

  run(all: boolean): StringChoice[] {
    const first = this.must[0]?.pattern ?? ANYTHING;
    const unique =
      first.tokens.every((token) => token.kind === "char" || token.kind === "variable") && !first.ignoreCase;
    if (unique) return this.tryText(first, [], all);
    if (!all) {
      for (const fill of [[], [OTHER], [OTHER, OTHER]]) {
        const choice = this.tryText(first, fill, all).find(({ holds }) => holds === this.base);
        if (choice !== undefined) return [choice];
      }
    }
    const { must, mustNot, tracks, slots, open: cubes, base, alphabet } = this;
    const product = new Product({ must, mustNot, tracks, slots, cubes, base, all, alphabet }, this.budget);
    return product.run().map(({ holds, symbols }) => this.choice(holds, symbols));
  }

  /** The text of a pattern with each `*` filled in, if it lies in the piece. */
  private tryText(pattern: Pattern, fill: number[], all: boolean): StringChoice[] {
    const symbols = pattern.tokens.flatMap((token) => {
      if (token.kind === "char") return [token.char.codePointAt(0) ?? 0];
      if (token.kind === "variable") return [this.alphabet.symbolOf(token) ?? OTHER];
      return token.kind === "one" ? [OTHER] : fill;
    });
    const read = (track: Track) => {
      let set = track.start();
      for (const symbol of symbols) {
        if (set.length === 0) return false;
        if (track.isFull(set)) return true;
        this.budget.spend(set.length);
        set = track.step(set, symbol);
      }
      return track.accepts(set);
    };
    if (!this.must.every(read) || this.mustNot.some(read)) return [];
    const text = symbols.map((symbol) => (symbol < 0 ? "\0" : String.fromCodePoint(symbol))).join("");
    const accepted = this.tracks.map(read);
    const readText = {
      slots: this.slots,
      accepts: (track: number) => accepted[track] === true,
      isOneOf: (texts: Set<string>) => texts.has(text),
    };
    return heldSets(this.open, this.base, readText, all).map((holds) => this.choice(holds, symbols));
  }

  private choice(holds: Bits, symbols: number[]): StringChoice {
    const sample = sampleOf(symbols, this.alphabet);
    return this.needs.length === 0 ? { holds, sample } : { holds, sample, needs: this.needs };
  }
}

/**
 * The sets of cubes that some string of the region meets: the smallest, or all. If policy variables leave a choice, the
 * region's tests are assumed true and cube patterns are tried both ways, so an empty answer is a proof.
 */
export function stringChoices(
  region: StringTest[],
  cubes: StringCube[],
  { budget }: Work,
  all = false,
): StringChoice[] {
  const settled = new Set(region.map(({ id }) => id));
  const open = cubes.map(({ cube, tests }) => ({
    cube,
    tests: all ? tests : tests.filter(({ id }) => !settled.has(id)),
  }));
  const smallest = new Smallest<StringChoice>();
  const every = new Map<Bits, StringChoice>();
  for (const piece of piecesOf(region, budget)) {
    const plain = choiceOfText(piece, open, budget);
    const choices = plain === undefined ? new PieceSearch(piece, open, budget).run(all) : plain === null ? [] : [plain];
    for (const choice of choices) {
      if (all) every.set(choice.holds, choice);
      else smallest.add(choice);
    }
    if (!all && smallest.beats(NONE)) break;
  }
  return all ? [...every.values()] : smallest.entries;
}
