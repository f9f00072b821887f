import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Cell, MIN_PEOPLE, type MovedTeam, shownCells } from "#lib/metrics/rules/suppression.ts";

let made = 0;

/** So many people whom nobody else is. */
function people(count: number): Set<number> {
  return new Set(Array.from({ length: count }, () => ++made));
}

function cell(id: number, parentId: number | null, ...counts: number[]): Cell {
  return { id, parentId, groups: counts.map(people) };
}

function shown(...cells: Cell[]): (number | null)[] {
  return shownAfter([], ...cells);
}

function shownAfter(moved: MovedTeam[], ...cells: Cell[]): (number | null)[] {
  return [...shownCells(cells, moved)].sort((one, other) => (one ?? 0) - (other ?? 0));
}

/** A team that was in the first of these organisations and is in the last. */
function team(places: number[] | null, ...counts: number[]): MovedTeam {
  return { places, groups: counts.map(people) };
}

describe("values about people", () => {
  it("are shown of the program and of every organisation with five people, or with nobody", () => {
    expect(shown(cell(1, null, 0), cell(2, 1, 5), cell(3, 1, 9), cell(4, 1, 0))).toEqual([null, 1, 2, 3, 4]);
  });

  it("are shown of nobody where the program has fewer than five", () => {
    expect(shown(cell(1, null, 2), cell(2, 1, 2))).toEqual([]);
  });

  it("hide the smallest one next to a hidden one, where subtracting would tell it", () => {
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

  describe("of organisations between which a team has moved", () => {
    const cells = [cell(1, null, 0), cell(2, 1, 6), cell(3, 1, 7), cell(4, 1, 20), cell(5, 4, 8)];

    it("are hidden where it has one to four of the people, and shown of what holds it before and after", () => {
      expect(shownAfter([team([2, 3], 1)], ...cells)).toEqual([null, 1, 4, 5]);
      expect(shownAfter([team([2, 5], 4)], ...cells)).toEqual([null, 1, 3]);
      expect(shownAfter([team([4, 5], 4)], ...cells)).toEqual([null, 1, 2, 3, 4]);
    });

    it("are shown where it has enough of them, or nobody", () => {
      expect(shownAfter([team([2, 3], 5), team([3, 4], 0)], ...cells)).toEqual([null, 1, 2, 3, 4, 5]);
      expect(shownAfter([team([2, 3], 1), team([4, 5], 0)], ...cells)).toEqual([null, 1, 4, 5]);
    });

    it("are hidden where it left too few behind, or joined too few", () => {
      const few = [cell(1, null, 0), cell(2, 1, 3), cell(3, 1, 7), cell(4, 1, 20)];
      expect(shownAfter([team([2, 3], 5)], ...few)).toEqual([null, 1, 4]);
      expect(shownAfter([team([3, 2], 5)], ...few.with(1, cell(2, 1, 0)))).toEqual([null, 1, 2, 3, 4]);
    });

    it("need enough of each group that a value tells apart", () => {
      const apart = [cell(1, null, 0, 0), cell(2, 1, 9, 9), cell(3, 1, 9, 9), cell(4, 1, 9, 9)];
      expect(shownAfter([team([2, 3], 9, 2)], ...apart)).toEqual([null, 1, 4]);
    });

    it("are hidden though it came back", () => {
      expect(shownAfter([team([2, 3, 2], 1)], ...cells)).toEqual([null, 1, 4, 5]);
    });

    it("leave the one hidden that stood next to a small one before", () => {
      const beside = [cell(1, null, 0), cell(2, 1, 2), cell(3, 1, 6), cell(4, 1, 7), cell(5, 1, 15)];
      expect(shown(...beside)).toEqual([null, 1, 4, 5]);
      expect(shownAfter([team([5, 3], 5)], ...beside)).not.toContain(3);
    });

    it("are shown of the program alone where nothing says where it was", () => {
      expect(shownAfter([team(null, 1)], ...cells)).toEqual([null]);
      expect(shownAfter([team(null, 0)], ...cells)).toEqual([null, 1, 2, 3, 4, 5]);
    });
  });

  // The law over time: neither do values that were shown before a team moved and those that are shown after it.
  it("reveal no group below five by what was shown before and after teams moved", () => {
    const group = (maxLength: number) => fc.array(fc.nat({ max: 30 }), { maxLength });
    const drawn = fc.record({
      nodes: fc.array(fc.record({ up: fc.nat(), own: group(9) }), { minLength: 2, maxLength: 5 }),
      teams: fc.array(fc.record({ at: fc.nat(), own: group(8) }), { minLength: 1, maxLength: 3 }),
      moves: fc.array(fc.record({ which: fc.nat(), to: fc.nat() }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(drawn, ({ nodes, teams, moves }) => {
        const parents = nodes.map(({ up }, at) => (up % (at + 1) === 0 ? null : up % (at + 1)));
        const placeOf = (any: number) => (any % nodes.length) + 1;
        const within = (place: number | null, id: number): boolean =>
          place === null || id === place || ((parents[id - 1] ?? null) !== null && within(place, parents[id - 1] ?? 0));
        const paths = teams.map(({ at }) => [placeOf(at)]);
        const known: number[][] = [];
        const look = () => {
          const staying = teams.filter((_, at) => paths[at]?.length === 1);
          const cells = nodes.map(({ own }, at): Cell => {
            const here = staying.filter((one) => placeOf(one.at) === at + 1).flatMap((one) => one.own);
            return { id: at + 1, parentId: parents[at] ?? null, groups: [new Set([...own, ...here])] };
          });
          const moved = teams.flatMap(({ own }, at): MovedTeam[] => {
            const places = paths[at] ?? [];
            return places.length === 1 ? [] : [{ places, groups: [new Set(own)] }];
          });
          for (const place of shownCells(cells, moved)) {
            const atoms = [...nodes.map((_, at) => at + 1), ...paths.map((path) => path.at(-1) ?? 0)];
            known.push(atoms.map((id) => Number(within(place, id))));
          }
        };
        look();
        for (const { which, to } of moves) {
          const path = paths[which % teams.length];
          if (path && path.at(-1) !== placeOf(to)) path.push(placeOf(to));
          look();
        }
        const own = [...nodes, ...teams].map((each) => each.own);
        for (const some of subsets(own.length)) {
          const left = new Set(own.filter((_, at) => some[at] === 1).flat());
          if (left.size > 0 && left.size < MIN_PEOPLE) expect(isSumOf(known, some)).toBe(false);
        }
      }),
      { numRuns: 400 },
    );
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

/** Every way to take some of so many. */
function subsets(count: number): number[][] {
  return count === 0 ? [[]] : subsets(count - 1).flatMap((rest) => [0, 1].map((taken) => [taken, ...rest]));
}

/** Whether some multiples of rows add up to a wanted one. */
function isSumOf(rows: readonly number[][], wanted: readonly number[]): boolean {
  return rankOf([...rows, [...wanted]]) === rankOf(rows);
}

function rankOf(rows: readonly number[][]): number {
  let left = rows.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = left.find((row) => Math.abs(row[column] ?? 0) > 1e-9);
    if (!pivot) continue;
    rank += 1;
    left = left
      .filter((row) => row !== pivot)
      .map((row) => row.map((each, at) => each - ((row[column] ?? 0) / (pivot[column] ?? 1)) * (pivot[at] ?? 0)));
  }
  return rank;
}

/** Every way to take, leave or subtract each of so many. */
function signs(count: number): number[][] {
  return count === 0 ? [[]] : signs(count - 1).flatMap((rest) => [-1, 0, 1].map((sign) => [sign, ...rest]));
}
