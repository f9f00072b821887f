/** Values about people need this many distinct people behind them. */
export const MIN_PEOPLE = 5;

/** The people of an organisation's own teams behind a value. A value that tells several groups apart needs enough of each. */
export type Cell = { id: number; parentId: number | null; groups: readonly People[] };
type People = ReadonlySet<number>;

/** The whole program, above every organisation. */
const PROGRAM = null;
type Place = number | typeof PROGRAM;

/**
 * Whose value about people may be shown, of the program (null) and of each organisation with all below it: such that neither one
 * of them nor what is left of it when shown ones below are subtracted rests on one to four people. An organisation that is
 * too small is hidden, and where its number could be worked out, the smallest one beside it too. Below a hidden one all are.
 */
export function shownCells(cells: readonly Cell[]): ReadonlySet<number | null> {
  const below = byParent(cells);
  const all = groupsBelow(below);
  const shown = new Set<Place>();
  const show = (place: Place, own: readonly People[]) => {
    shown.add(place);
    const children = (below.get(place) ?? []).map((cell) => ({ cell, groups: all.get(cell.id) ?? [] }));
    const visible = children
      .filter(({ groups }) => isEnough(groups))
      .sort((one, other) => sizeOf(one.groups) - sizeOf(other.groups) || one.cell.id - other.cell.id);
    let rest = union([own, ...children.filter(({ groups }) => !isEnough(groups)).map(({ groups }) => groups)]);
    while (!isEnough(rest)) {
      const at = visible.findIndex(({ groups }) => sizeOf(groups) > 0);
      const [next] = at === -1 ? [] : visible.splice(at, 1);
      if (!next) break;
      rest = union([rest, next.groups]);
    }
    for (const { cell } of visible) show(cell.id, cell.groups);
  };
  if (isEnough(union(cells.map(({ groups }) => groups)))) show(PROGRAM, []);
  return shown;
}

/** Whether so many people may stand behind a value. Nobody is no group: that nobody counts says nothing of anyone. */
export function mayStandBehind(people: number): boolean {
  return people === 0 || people >= MIN_PEOPLE;
}

function isEnough(groups: readonly People[]): boolean {
  return groups.every(({ size }) => mayStandBehind(size));
}

function sizeOf(groups: readonly People[]): number {
  return Math.max(0, ...groups.map(({ size }) => size));
}

/** The organisations below each. One whose parent is not among them stands below the program. */
function byParent(cells: readonly Cell[]): Map<Place, Cell[]> {
  const known = new Set(cells.map(({ id }) => id));
  const below = new Map<Place, Cell[]>();
  for (const cell of cells) {
    const parent = cell.parentId !== null && known.has(cell.parentId) ? cell.parentId : PROGRAM;
    below.set(parent, [...(below.get(parent) ?? []), cell]);
  }
  return below;
}

/** The people of each organisation and all below it. */
function groupsBelow(below: ReadonlyMap<Place, Cell[]>): Map<number, readonly People[]> {
  const all = new Map<number, readonly People[]>();
  const gather = (cell: Cell): readonly People[] => {
    const groups = union([cell.groups, ...(below.get(cell.id) ?? []).map(gather)]);
    all.set(cell.id, groups);
    return groups;
  };
  for (const cell of below.get(PROGRAM) ?? []) gather(cell);
  return all;
}

/** Each group together with the same one of the others. */
function union(of: readonly (readonly People[])[]): People[] {
  const count = Math.max(0, ...of.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => new Set(of.flatMap((groups) => [...(groups[at] ?? [])])));
}
