import type { Pattern } from "../language/index.ts";
import type { Box } from "./box.ts";
import type { Budget } from "./limits.ts";
import { PatternIndex } from "./string-test.ts";

/** Indexes boxes by their actions, so that a region is only compared with boxes that may share an action. */
export class BoxIndex {
  private readonly boxes: Box[];
  private readonly byPattern = new Map<Pattern, number[]>();
  private readonly index: PatternIndex;
  private readonly open: number[] = [];
  private byId: Map<string, Box[]> | undefined;
  private byName: Map<string, number[]> | undefined;

  constructor(boxes: Box[]) {
    this.boxes = boxes;
    for (const [at, { action }] of boxes.entries()) {
      const named = action.find(({ negated }) => !negated);
      if (named === undefined) this.open.push(at);
      for (const pattern of named?.patterns ?? []) {
        const list = this.byPattern.get(pattern);
        if (list === undefined) this.byPattern.set(pattern, [at]);
        else if (list.at(-1) !== at) list.push(at);
      }
    }
    this.index = new PatternIndex([...this.byPattern.keys()]);
  }

  /** Whether one of the boxes has exactly the same tests in the same words. */
  has(box: Box): boolean {
    this.byId ??= this.makeById();
    const [first] = box.ids;
    const known = first === undefined ? this.boxes : (this.byId.get(first) ?? []);
    return known.some(({ ids }) => ids.size === box.ids.size && [...box.ids].every((id) => ids.has(id)));
  }

  private makeById(): Map<string, Box[]> {
    const byId = new Map<string, Box[]>();
    for (const box of this.boxes) for (const id of box.ids) byId.set(id, [...(byId.get(id) ?? []), box]);
    return byId;
  }

  /** The boxes that name one of a region's actions in the same words. */
  sharing(region: Box, budget: Budget): Box[] {
    const named = region.action.find(({ negated }) => !negated);
    if (named === undefined) return [];
    this.byName ??= this.makeByName();
    budget.spend(named.patterns.length);
    const found = new Set<number>();
    for (const { id } of named.patterns) for (const at of this.byName.get(id) ?? []) found.add(at);
    return this.boxes.filter((_, at) => found.has(at));
  }

  private makeByName(): Map<string, number[]> {
    const byName = new Map<string, number[]>();
    for (const [{ id }, list] of this.byPattern) byName.set(id, (byName.get(id) ?? []).concat(list));
    return byName;
  }

  near(region: Box, budget: Budget): Box[] {
    if (this.boxes.length === 0) return [];
    const named = region.action.find(({ negated }) => !negated);
    budget.spend(this.boxes.length >> 3);
    if (named === undefined) return this.boxes;
    const found = new Set(this.open);
    for (const pattern of named.patterns) {
      for (const other of this.index.overlapping(pattern))
        for (const at of this.byPattern.get(other) ?? []) found.add(at);
    }
    return this.boxes.filter((_, at) => found.has(at));
  }
}
