import { type Pattern, surest, widest } from "../language/index.ts";
import { asksNoMore, type Box, makeBox } from "./box.ts";
import type { Budget } from "./limits.ts";
import { surelyContains } from "./relate.ts";
import { type StringTest, stringTest } from "./string-test.ts";

const TEXTS = ["action", "resource"] as const;
type Text = (typeof TEXTS)[number];

/**
 * The region without the parts plainly in a cube: actions, then resources, matched by a cube that tests nothing more
 * otherwise. Versions of a policy share most statements, so little remains to search. Undefined if nothing remains.
 */
export function withoutCovered(region: Box, cubes: readonly Box[], budget: Budget): Box | undefined {
  let left = region;
  for (const kind of TEXTS) {
    const test = left[kind].find(({ negated }) => !negated);
    if (test === undefined) continue;
    const other = kind === "action" ? "resource" : "action";
    const near = cubes.filter(
      (cube) => isPlain(cube, kind) && asksNoMore(cube, left) && covers(cube, left, other, budget),
    );
    if (near.length === 0) continue;
    const rest = test.patterns.filter((pattern) => !near.some((cube) => hasAll(cube[kind], pattern, budget)));
    if (rest.length === 0) return undefined;
    if (rest.length === test.patterns.length) continue;
    const tests = left[kind].map((each) => (each === test ? stringTest(rest, false) : each));
    const { action, resource, principals, keys } = left;
    left = makeBox({ action, resource, principals, keys, [kind]: tests });
  }
  return left;
}

function isPlain(cube: Box, kind: Text): boolean {
  return cube[kind].every(({ negated }) => !negated);
}

/** Whether every test of a cube is one of the region's, or is certainly true if one of the region's is. */
function covers(cube: Box, region: Box, kind: Text, budget: Budget): boolean {
  return cube[kind].every((test) => {
    if (test.negated) return region[kind].some((own) => own.negated && own.id === test.id);
    return region[kind].some((own) => !own.negated && own.patterns.every((pattern) => hasAll([test], pattern, budget)));
  });
}

/** Whether every match of a pattern certainly matches each of the tests. */
function hasAll(tests: readonly StringTest[], pattern: Pattern, budget: Budget): boolean {
  return tests.every(({ index }) => {
    if (index.has(pattern)) return true;
    const near = index.overlapping(pattern);
    budget.spend(near.length);
    return near.some((outer) => surelyContains(surest(outer), widest(pattern)));
  });
}
