import type { Box } from "./box.ts";
import type { Pattern } from "./pattern.ts";
import { PatternIndex } from "./string-test.ts";

/** Boxes by the actions they name, so that only those that may share an action with a region are compared with it. */
export class BoxIndex {
  private readonly boxes: Box[];
  private readonly byPattern = new Map<Pattern, number[]>();
  private readonly index: PatternIndex;
  private readonly open: number[] = [];

  constructor(boxes: Box[]) {
    this.boxes = boxes;
    for (const [at, { action }] of boxes.entries()) {
      const named = action.find(({ negated }) => !negated);
      if (named === undefined) this.open.push(at);
      for (const pattern of named?.patterns ?? []) {
        this.byPattern.set(pattern, [...(this.byPattern.get(pattern) ?? []), at]);
      }
    }
    this.index = new PatternIndex([...this.byPattern.keys()]);
  }

  near(region: Box): Box[] {
    const named = region.action.find(({ negated }) => !negated);
    if (named === undefined) return this.boxes;
    const found = new Set(this.open);
    for (const pattern of named.patterns) {
      for (const other of this.index.overlapping(pattern))
        for (const at of this.byPattern.get(other) ?? []) found.add(at);
    }
    return this.boxes.filter((_, at) => found.has(at));
  }
}
