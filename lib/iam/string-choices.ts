import { type Bits, bit, NONE, Smallest } from "./bits.ts";
import type { Budget, Work } from "./limits.ts";
import { makePattern, type Pattern } from "./pattern.ts";
import { type Alphabet, OTHER, type Reading, Track, variableSymbol } from "./pattern-positions.ts";
import { type OpenCube, type OpenTest, Product } from "./product.ts";
import { mayOverlap, surelyContains } from "./relate.ts";
import { type Sample, sampleOf } from "./sample.ts";
import type { StringTest } from "./string-test.ts";

/** Tests of one cube; `cube` is its bit. */
export type StringCube = { cube: number; tests: StringTest[] };

/** One string, or many alike: which cubes hold for it. */
export type StringChoice = { holds: Bits; sample: Sample };

export const ANYTHING = makePattern([{ kind: "any", field: false }]);

/** Most comparisons end at once; those of two long patterns may not. */
function compareCost(outer: Pattern, inner: Pattern): number {
  if (outer.literal !== undefined || inner.literal !== undefined) return 1;
  const size = outer.tokens.length * inner.tokens.length;
  return size > 100_000 ? size >> 1 : 1;
}

/** Strings of the region: matched by all of `must`, by none of `mustNot`. */
type Piece = { must: Pattern[]; mustNot: Pattern[] };

/** Whether another pattern of the list, or an equal one before it, says as much. */
function isImplied(pattern: Pattern, index: number, list: Pattern[]): boolean {
  return list.some(
    (other, at) => at !== index && surelyContains(pattern, other) && !(surelyContains(other, pattern) && at > index),
  );
}

/** The region as a union: one pattern of each positive test. A pattern with variables goes first. */
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
    must.sort(
      (left, right) => Number(right.variables) - Number(left.variables) || right.prefix.length - left.prefix.length,
    );
    const first = must[0] ?? ANYTHING;
    return { must, mustNot: mustNot.filter((pattern) => mayOverlap(pattern, first)) };
  });
}

class PieceSearch {
  private readonly alphabet: Alphabet = { variables: [] };
  private readonly tracks: Track[] = [];
  private readonly trackOf = new Map<string, number>();
  private readonly must: Track[];
  private readonly mustNot: Track[];
  private readonly open: OpenCube[] = [];
  private base: Bits = NONE;
  private readonly fresh: string;
  private readonly budget: Budget;

  constructor(piece: Piece, cubes: StringCube[], fresh: string, budget: Budget) {
    this.fresh = fresh;
    this.budget = budget;
    this.must = piece.must.map((pattern, index) => new Track(pattern, index === 0 ? "under" : "over", this.alphabet));
    this.mustNot = piece.mustNot.map((pattern) => new Track(pattern, "under", this.alphabet));
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

  /** A test is settled where a pattern contains the piece or none touches it. */
  private openTest(test: StringTest, must: Pattern[]): OpenTest | boolean {
    const first = must[0] ?? ANYTHING;
    const near = test.index.overlapping(first).filter((pattern) => must.every((other) => mayOverlap(other, pattern)));
    this.budget.spend(near.reduce((sum, pattern) => sum + compareCost(pattern, first), 1));
    if (
      near.some((pattern) =>
        must.some((other, index) => (index === 0 || !other.variables) && surelyContains(pattern, other)),
      )
    ) {
      return !test.negated;
    }
    if (near.length === 0) return test.negated;
    const reading: Reading = test.negated ? "over" : "under";
    const open: OpenTest = { negated: test.negated, tracks: [], literals: new Set() };
    for (const pattern of near) {
      if (pattern.literal === undefined || first.variables) open.tracks.push(this.track(pattern, reading));
      else open.literals.add(pattern.literal);
    }
    return open;
  }

  private track(pattern: Pattern, reading: Reading): number {
    const key = (pattern.variables ? reading : "") + pattern.id;
    const known = this.trackOf.get(key);
    if (known !== undefined) return known;
    this.trackOf.set(key, this.tracks.length);
    return this.tracks.push(new Track(pattern, reading, this.alphabet)) - 1;
  }

  run(all: boolean): StringChoice[] {
    const first = this.must[0]?.pattern ?? ANYTHING;
    const unique =
      first.tokens.every((token) => token.kind === "char" || token.kind === "variable") && !first.ignoreCase;
    if (unique) return [this.tryText(first, [])].flatMap((choice) => choice ?? []);
    if (!all) {
      for (const fill of [[], [OTHER], [OTHER, OTHER]]) {
        const choice = this.tryText(first, fill);
        if (choice?.holds === this.base) return [choice];
      }
    }
    const { must, mustNot, tracks, open: cubes, base, alphabet } = this;
    const product = new Product({ must, mustNot, tracks, cubes, base, all, alphabet }, this.budget);
    return product.run().map(({ holds, symbols }) => ({ holds, sample: this.sample(symbols) }));
  }

  /** The text of a pattern with each `*` filled in, if it lies in the piece. */
  private tryText(pattern: Pattern, fill: number[]): StringChoice | undefined {
    const symbols = pattern.tokens.flatMap((token) => {
      if (token.kind === "char") return [token.char.codePointAt(0) ?? 0];
      if (token.kind === "variable") return [variableSymbol(this.alphabet, token)];
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
    if (!this.must.every(read) || this.mustNot.some(read)) return undefined;
    const text = symbols.map((symbol) => (symbol < 0 ? "\0" : String.fromCodePoint(symbol))).join("");
    const accepted = this.tracks.map(read);
    let holds = this.base;
    for (const { cube, tests } of this.open) {
      const hit = (test: OpenTest) => test.tracks.some((track) => accepted[track]) || test.literals.has(text);
      if (tests.every((test) => hit(test) !== test.negated)) holds |= bit(cube);
    }
    return { holds, sample: this.sample(symbols) };
  }

  private sample(symbols: number[]): Sample {
    return sampleOf(symbols, this.alphabet, this.fresh);
  }
}

/**
 * Which sets of cubes some string of the region meets: the smallest sets, or all. Regions are read widely and cubes
 * narrowly where policy variables leave a choice, so an empty answer is a proof.
 */
export function stringChoices(
  region: StringTest[],
  cubes: StringCube[],
  { budget, fresh }: Work,
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
    for (const choice of new PieceSearch(piece, open, fresh, budget).run(all)) {
      if (all) every.set(choice.holds, choice);
      else smallest.add(choice);
    }
    if (!all && smallest.beats(NONE)) break;
  }
  return all ? [...every.values()] : smallest.entries;
}
