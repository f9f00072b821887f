import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, MIN_PEOPLE, shownCells } from "#lib/metrics/rules/suppression.ts";

let made = 0;

/** So many people whom nobody else is. */
function people(count: number): Set<number> {
  return new Set(Array.from({ length: count }, () => ++made));
}

function cell(id: number, parentId: number | null, ...counts: number[]): Cell {
  return { id, parentId, groups: counts.map(people) };
}

function shown(...cells: Cell[]): (number | null)[] {
  return [...shownCells(cells)].sort((one, other) => (one ?? 0) - (other ?? 0));
}

describe("values about people", () => {
  it("are shown of the program and of every organisation with five people, or with nobody", () => {
    expect(shown(cell(1, null, 0), cell(2, 1, 5), cell(3, 1, 9), cell(4, 1, 0))).toEqual([null, 1, 2, 3, 4]);
  });

  it("are shown of nobody where the program has fewer than five", () => {
    expect(shown(cell(1, null, 2), cell(2, 1, 2))).toEqual([]);
  });

  it("hide the smallest one beside a hidden one, where subtracting would tell it", () => {
    expect(shown(cell(1, null, 0), cell(2, 1, 4), cell(3, 1, 6), cell(4, 1, 9))).toEqual([null, 1, 4]);
    expect(shown(cell(1, null, 0), cell(2, 1, 3), cell(3, 1, 3), cell(4, 1, 9))).toEqual([null, 1, 4]);
    expect(shown(cell(1, null, 4), cell(2, 1, 7), cell(3, 1, 8))).toEqual([null, 1, 3]);
  });

  it("hide everything below a hidden organisation", () => {
    const [small, near, below, far] = [cell(2, 1, 1), cell(3, 1, 0), cell(4, 3, 6), cell(5, 1, 20)];
    expect(shown(cell(1, null, 0), small, near, below, far)).toEqual([null, 1, 5]);
  });

  it("need enough of each group that a value tells apart", () => {
    expect(shown(cell(1, null, 0, 0), cell(2, 1, 9, 2), cell(3, 1, 9, 9), cell(4, 1, 8, 7))).toEqual([null, 1, 3]);
  });

  // The law: whatever is added to and subtracted from shown cells, no group of one to four people is left.
  it("reveal no group below five by any sum and difference of shown ones", () => {
    const tree = fc.array(fc.record({ up: fc.nat(), own: fc.array(fc.nat({ max: 30 }), { maxLength: 9 }) }), {
      minLength: 1,
      maxLength: 7,
    });
    fc.assert(
      fc.property(tree, (nodes) => {
        const cells = nodes.map(
          ({ up, own }, at): Cell => ({
            id: at + 1,
            parentId: at === 0 || up % (at + 1) === 0 ? null : up % (at + 1),
            groups: [new Set(own)],
          }),
        );
        const visible = [...shownCells(cells)];
        const within = (place: number | null, of: Cell): boolean => {
          if (place === null || of.id === place) return true;
          const parent = cells.find(({ id }) => id === of.parentId);
          return parent !== undefined && within(place, parent);
        };
        // An organisation's own rows are one atom: a difference either has all of them or none.
        const atoms = visible.map((place) => cells.map((each) => (within(place, each) ? 1 : 0)));
        for (const weights of signs(visible.length)) {
          const sums = cells.map((_, at) =>
            atoms.reduce((sum, atom, which) => sum + (weights[which] ?? 0) * (atom[at] ?? 0), 0),
          );
          if (!sums.every((sum) => sum === 0 || sum === 1)) continue;
          const left = new Set(cells.filter((_, at) => sums[at] === 1).flatMap(({ groups }) => [...(groups[0] ?? [])]));
          expect(left.size === 0 || left.size >= MIN_PEOPLE).toBe(true);
        }
      }),
    );
  });
});

/** Every way to take, leave or subtract each of so many. */
function signs(count: number): number[][] {
  return count === 0 ? [[]] : signs(count - 1).flatMap((rest) => [-1, 0, 1].map((sign) => [sign, ...rest]));
}
