import type { RequestPrincipal } from "../match/index.ts";
import { type Bits, bit, has, isSubset, NONE } from "./bits.ts";
import { type Box, EVERY_ACTION, EVERY_RESOURCE, plainlyContains } from "./box.ts";
import { type KeyChoice, keyChoices } from "./key-choices.ts";
import type { KeyTest } from "./key-test.ts";
import { Undecided, type Work } from "./limits.ts";
import type { PrincipalSpace } from "./principal-choices.ts";
import type { Sample } from "./sample.ts";
import { stringChoices } from "./string-choices.ts";

/** Facts shared by the whole check: possible callers, and keys with several values. */
export type Space = { principals: PrincipalSpace; several: Set<string>; work: Work };

/** A request in the region and in no cube, subject to policy variables. */
export type Outline = {
  action: Sample;
  resource: Sample;
  principal: RequestPrincipal | undefined;
  keys: Map<string, KeyChoice>;
};

type Part =
  | { kind: "action" | "resource"; sample: Sample }
  | { kind: "principal"; principal: RequestPrincipal }
  | { kind: "key"; key: string; choice: KeyChoice };
/** `needs`: keys that must be present with one value. */
type Choice = { holds: Bits; part: Part; needs?: readonly string[] };
type Dimension = { touches: Bits; key?: string; find: (live: number[], one: boolean) => Choice[] };

/** Cubes that are open in a dimension, with their tests there. */
function pick<T>(cubes: Box[], live: number[], tests: (box: Box) => T[]): { cube: number; tests: T[] }[] {
  return live.flatMap((cube) => {
    const box = cubes[cube];
    return box === undefined ? [] : [{ cube, tests: tests(box) }];
  });
}

/** Keys whose values are part of other values. They come last, once it is known whether they must be present. */
function variablesOf(tests: readonly KeyTest[]): Set<string> {
  const patterns = tests.flatMap(({ text }) => text.patterns.filter(({ variables }) => variables));
  const tokens = patterns.flatMap((pattern) => pattern.tokens);
  return new Set(tokens.flatMap((token) => (token.kind === "variable" ? [token.key] : [])));
}

const MOST_KEYS = 500;
const NO_KEYS: ReadonlySet<string> = new Set();

class Cover {
  private readonly region: Box;
  private readonly cubes: Box[];
  private readonly space: Space;
  private readonly dimensions: Dimension[];
  private readonly later: Bits[];
  /** Cached choices for each dimension, and again for each whose key must be present. */
  private readonly known: Map<Bits, Choice[]>[];

  constructor(region: Box, cubes: Box[], space: Space) {
    this.region = region;
    this.cubes = cubes;
    this.space = space;
    space.work.budget.spend(cubes.length * (1 + (cubes.length >> 6)));
    this.dimensions = this.makeDimensions();
    this.known = [...this.dimensions, ...this.dimensions].map(() => new Map());
    this.later = this.dimensions.map((_, index) =>
      this.dimensions.slice(index).reduce((bits, { touches }) => bits | touches, NONE),
    );
  }

  private touching(some: (box: Box) => boolean): Bits {
    return this.cubes.reduce((bits, box, cube) => (some(box) ? bits | bit(cube) : bits), NONE);
  }

  private makeDimensions(): Dimension[] {
    const { region, cubes, space } = this;
    const { work } = space;
    const { budget } = work;
    const text = (kind: "action" | "resource", every: Box["action"][number]): Dimension => ({
      touches: this.touching((box) => box[kind].length > 0),
      find: (live) =>
        stringChoices(
          [...region[kind], every],
          pick(cubes, live, (box) => box[kind]),
          work,
        ).map(({ holds, sample, needs }) => ({
          holds,
          part: { kind, sample },
          ...(needs && { needs }),
        })),
    });
    const principal: Dimension = {
      touches: this.touching(({ principals }) => principals.length > 0),
      find: (live) => {
        const inner = pick(cubes, live, ({ principals }) => principals);
        const choices = space.principals.choices(
          region.principals,
          inner.map(({ cube, tests }) => ({ cube, principals: tests })),
        );
        return choices.map((choice) => ({
          holds: choice.holds,
          part: { kind: "principal", principal: choice.principal },
        }));
      },
    };
    const names = new Set([...region.keys.keys(), ...cubes.flatMap(({ keys }) => [...keys.keys()])]);
    if (names.size > MOST_KEYS) throw new Undecided(`more than ${MOST_KEYS} condition keys must be compared together`);
    budget.spend((names.size * cubes.length) >> 2);
    const given = variablesOf([...region.keys.values()].flat());
    const last = (key: string) => Number(given.has(key));
    const inOrder = [...names].sort((left, right) => last(left) - last(right) || (left < right ? -1 : 1));
    const keys = inOrder.map((key) => this.keyDimension(key));
    return [text("action", EVERY_ACTION), principal, text("resource", EVERY_RESOURCE), ...keys];
  }

  private keyDimension(key: string): Dimension {
    const { region, cubes, space } = this;
    return {
      touches: this.touching(({ keys }) => keys.has(key)),
      key,
      find: (live, one) => {
        const inner = pick(cubes, live, ({ keys }) => keys.get(key) ?? []);
        const facts = { several: space.several.has(key), one };
        const choices = keyChoices(key, region.keys.get(key) ?? [], inner, facts, space.work);
        return choices.map((choice) => {
          const { holds, needs } = choice;
          return { holds, part: { kind: "key", key, choice }, ...(needs && { needs }) };
        });
      },
    };
  }

  private choices(index: number, live: Bits, one: boolean): Choice[] {
    const kept = this.known[one ? index + this.dimensions.length : index];
    const known = kept?.get(live);
    if (known !== undefined) return known;
    const list = this.cubes.flatMap((_, cube) => (has(live, cube) ? [cube] : []));
    this.space.work.budget.spend(list.length * (1 + (this.cubes.length >> 6)) + 1);
    const choices = this.dimensions[index]?.find(list, one) ?? [];
    kept?.set(live, choices);
    return choices;
  }

  *outlines(): Generator<Outline> {
    for (const [index] of this.dimensions.entries()) if (this.choices(index, NONE, false).length === 0) return;
    const all = this.cubes.reduce((bits, _, cube) => bits | bit(cube), NONE);
    yield* this.search(0, all, [], NO_KEYS);
  }

  /** Chooses a value for each dimension in turn. A cube is escaped once one of its tests fails. */
  private *search(index: number, live: Bits, parts: Part[], needed: ReadonlySet<string>): Generator<Outline> {
    this.space.work.budget.spend(1);
    if (index === this.dimensions.length) {
      if (live === NONE) yield outlineOf(parts);
      return;
    }
    if (!isSubset(live, this.later[index] ?? NONE)) return;
    const { touches = NONE, key } = this.dimensions[index] ?? {};
    for (const { holds, part, needs } of this.choices(index, live & touches, key !== undefined && needed.has(key))) {
      const more = needs === undefined ? needed : new Set([...needed, ...needs]);
      yield* this.search(index + 1, live & (holds | ~touches), [...parts, part], more);
    }
  }
}

function outlineOf(parts: Part[]): Outline {
  const outline: Outline = { action: [], resource: [], principal: undefined, keys: new Map() };
  for (const part of parts) {
    if (part.kind === "key") outline.keys.set(part.key, part.choice);
    else if (part.kind === "principal") outline.principal = part.principal;
    else outline[part.kind] = part.sample;
  }
  return outline;
}

/**
 * Requests in the region that are in no cube. None proves that the cubes cover the region; one found may still be wrong
 * because policy variables are read widely, so it must be checked.
 */
export function* outside(region: Box, cubes: Box[], space: Space): Generator<Outline> {
  space.work.budget.spend(cubes.length);
  if (cubes.some((cube) => plainlyContains(cube, region))) return;
  yield* new Cover(region, cubes, space).outlines();
}
