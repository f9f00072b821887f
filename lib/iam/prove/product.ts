import { type Bits, bit, Smallest } from "./bits.ts";
import type { Budget } from "./limits.ts";
import { heldSets, type OpenCube, type Slot } from "./open-tests.ts";
import { type Alphabet, charactersOf, OTHER, type Track } from "./pattern-positions.ts";

type ProductInput = {
  /** All must match; policy variables of the first may be symbols. */
  must: Track[];
  mustNot: Track[];
  tracks: Track[];
  slots: Slot[];
  cubes: OpenCube[];
  /** Cubes that every string here meets. */
  base: Bits;
  /** Every set of cubes that some string meets, not only the smallest. */
  all: boolean;
  alphabet: Alphabet;
};

export type Found = { holds: Bits; symbols: number[] };

type TrieNode = { id: number; next: Map<number, TrieNode>; texts: string[] };
/** `sets` has the positions of every pattern in packed form, because waiting states use most of a search's memory. */
type State = { sets: string; node: TrieNode | undefined; parent: State | undefined; symbol: number };

/** A state is kept until the search ends, so its cost bounds the memory. */
const STEPS_PER_STATE = 60;
const FULL: number[] = [-1];
const DEAD: number[] = [];

/** For each set: its size, or 0xffff if it is full, then its positions. */
function pack(sets: number[][]): string {
  const codes: number[] = [];
  for (const set of sets) {
    if (set === FULL) codes.push(0xffff);
    else codes.push(set.length, ...set);
  }
  return String.fromCharCode(...codes);
}

function unpack(packed: string): number[][] {
  const sets: number[][] = [];
  for (let at = 0; at < packed.length; ) {
    const size = packed.charCodeAt(at);
    at += 1;
    if (size === 0xffff) sets.push(FULL);
    else if (size === 0) sets.push(DEAD);
    else {
      const set: number[] = [];
      for (const end = at + size; at < end; at += 1) set.push(packed.charCodeAt(at));
      sets.push(set);
    }
  }
  return sets;
}

function trieOf(cubes: OpenCube[]): TrieNode {
  let count = 0;
  const make = (): TrieNode => ({ id: count++, next: new Map(), texts: [] });
  const root = make();
  const texts = new Set(cubes.flatMap(({ tests }) => tests.flatMap(({ literals }) => [...literals])));
  for (const text of texts) {
    let node = root;
    for (const char of text) {
      const code = char.codePointAt(0) ?? 0;
      const next = node.next.get(code) ?? make();
      node.next.set(code, next);
      node = next;
    }
    node.texts.push(text);
  }
  return root;
}

/** Walks all strings together, by the sets of positions they lead the patterns to. */
export class Product {
  private readonly input: ProductInput;
  private readonly all: Track[];
  private readonly budget: Budget;
  private readonly found = new Smallest<Found>();
  private readonly seen = new Set<string>();
  private readonly every = new Map<Bits, Found>();
  private readonly firstCubeTrack: number;

  constructor(input: ProductInput, budget: Budget) {
    this.input = input;
    this.budget = budget;
    this.all = [...input.must, ...input.mustNot, ...input.tracks];
    this.firstCubeTrack = input.must.length + input.mustNot.length;
  }

  run(): Found[] {
    const start = this.enter(
      this.all.map((track) => track.start()),
      trieOf(this.input.cubes),
      undefined,
      OTHER,
    );
    const queue = start === undefined ? [] : [start];
    for (const state of queue) {
      const sets = unpack(state.sets);
      this.accept(state, sets);
      if (!this.input.all && this.found.beats(this.input.base)) break;
      if (!this.input.all && this.found.beats(this.certain(state, sets))) continue;
      for (const symbol of this.symbols(state, sets)) {
        const next = this.next(state, sets, symbol);
        if (next !== undefined) queue.push(next);
      }
    }
    return this.input.all ? [...this.every.values()] : this.found.entries;
  }

  private next(state: State, sets: number[][], symbol: number): State | undefined {
    this.budget.spend(sets.reduce((sum, set) => sum + set.length, 1));
    const stepped = this.all.map((track, index) => {
      const set = sets[index] ?? DEAD;
      return set === FULL || set === DEAD ? set : track.step(set, symbol);
    });
    return this.enter(stepped, state.node?.next.get(symbol), state, symbol);
  }

  private enter(
    sets: number[][],
    node: TrieNode | undefined,
    parent: State | undefined,
    symbol: number,
  ): State | undefined {
    const { must, mustNot } = this.input;
    const short = sets.map((set, index) => {
      if (set === FULL || set.length === 0) return set.length === 0 ? DEAD : FULL;
      return this.all[index]?.isFull(set) === true ? FULL : set;
    });
    if (short.slice(0, must.length).some((set) => set === DEAD)) return undefined;
    if (short.slice(must.length, must.length + mustNot.length).some((set) => set === FULL)) return undefined;
    const packed = pack(short);
    const key = `${node?.id ?? ""}|${packed}`;
    if (this.seen.has(key)) return undefined;
    this.seen.add(key);
    this.budget.spend(STEPS_PER_STATE + packed.length);
    return { sets: packed, node, parent, symbol };
  }

  private accepts(sets: number[][], index: number): boolean {
    const set = sets[index] ?? DEAD;
    return set === FULL || (set !== DEAD && this.all[index]?.accepts(set) === true);
  }

  private accept(state: State, sets: number[][]): void {
    const { must, mustNot, cubes, base } = this.input;
    for (let index = 0; index < must.length; index += 1) if (!this.accepts(sets, index)) return;
    for (let index = 0; index < mustNot.length; index += 1) if (this.accepts(sets, must.length + index)) return;
    this.budget.spend(this.input.tracks.length + 1);
    const read = {
      slots: this.input.slots,
      accepts: (track: number) => this.accepts(sets, this.firstCubeTrack + track),
      isOneOf: (texts: Set<string>) => state.node?.texts.some((text) => texts.has(text)) ?? false,
    };
    for (const holds of heldSets(cubes, base, read, this.input.all)) this.keep(state, holds);
  }

  private keep(state: State, holds: Bits): void {
    if (this.input.all ? this.every.has(holds) : this.found.beats(holds)) return;
    const symbols: number[] = [];
    for (let at: State = state; at.parent !== undefined; at = at.parent) symbols.push(at.symbol);
    const found = { holds, symbols: symbols.reverse() };
    if (this.input.all) this.every.set(holds, found);
    else this.found.add(found);
  }

  /** The cubes that are met however the string continues. */
  private certain(state: State, sets: number[][]): Bits {
    let bits = this.input.base;
    for (const { cube, tests } of this.input.cubes) {
      const sure = tests.every(({ negated, slots, literals }) => {
        const own = slots.flatMap((slot) => this.input.slots[slot] ?? []).filter(({ never }) => !never);
        const setOf = (track: number) => sets[this.firstCubeTrack + track] ?? DEAD;
        if (!negated) return own.some(({ under }) => setOf(under) === FULL);
        return own.every(({ over }) => setOf(over) === DEAD) && (state.node === undefined || literals.size === 0);
      });
      if (sure) bits |= bit(cube);
    }
    return bits;
  }

  private symbols(state: State, sets: number[][]): number[] {
    const symbols = new Set<number>([OTHER]);
    for (const [index, track] of this.all.entries()) {
      const set = sets[index] ?? DEAD;
      if (set === FULL) continue;
      let open = false;
      for (const position of set) {
        const token = track.pattern.tokens[position];
        if (token === undefined) continue;
        if (token.kind === "variable" && index === 0) {
          const symbol = this.input.alphabet.symbolOf(token);
          if (symbol !== undefined) symbols.add(symbol);
        }
        for (const code of charactersOf(token, track.pattern.ignoreCase)) symbols.add(code);
        if (token.kind !== "char") open = true;
      }
      if (index === 0 && !open) return [...symbols].filter((symbol) => symbol !== OTHER);
    }
    for (const code of state.node?.next.keys() ?? []) symbols.add(code);
    return [...symbols];
  }
}
