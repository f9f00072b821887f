/** Values about people need this many distinct people behind them. */
export const MIN_PEOPLE = 5;

/** The people of an organisation's own teams behind a value. A value that tells several groups apart needs enough of each. */
export type Cell = { id: number; parentId: number | null; groups: readonly People[] };
type People = ReadonlySet<number>;

/**
 * A team that has moved since the quarter began: the organisations that it has been in since, the first one of then and the last one
 * of today; null where nothing says which. Its people are in no cell.
 */
export type MovedTeam = { places: readonly number[] | null; groups: readonly People[] };
type KnownMove = MovedTeam & { places: readonly number[] };

/** The whole program, above every organisation. */
const PROGRAM = null;
type Place = number | typeof PROGRAM;

/**
 * Whose value about people may be shown, of the program (null) and of each organisation with all below it: such that neither one
 * of them nor what is left of it when shown ones below are subtracted rests on one to four people. An organisation that is
 * too small is hidden, and where its number could be worked out, the smallest one beside it too. Below a hidden one all are.
 * Where teams have moved, the same are shown as before, so that both together tell nothing more; without those that a team has left or
 * joined, if one to four people are in one of these teams, or in what is left of a shown one without them.
 */
export function shownCells(cells: readonly Cell[], moved: readonly MovedTeam[] = []): ReadonlySet<number | null> {
  const teams = moved.filter(({ groups }) => sizeOf(groups) > 0);
  const known = teams.filter((team): team is KnownMove => team.places !== null);
  if (known.length < teams.length) return programOf([...cells, ...teams]);
  const before = shownNow(withTeams(cells, known));
  const felt = known.filter((team) => changedBy(team, cells).some((place) => before.has(place)));
  const stayed = withTeams(
    cells,
    known.filter((team) => !felt.includes(team)),
  );
  if (felt.every(({ groups }) => isEnough(groups)) && restsOf(stayed, before).every(isEnough)) return before;
  const changed = new Set<Place>(felt.flatMap((team) => changedBy(team, cells)));
  return new Set([...before].filter((place) => !changed.has(place)));
}

/** The program alone, where enough people are in it. */
function programOf(all: readonly { groups: readonly People[] }[]): ReadonlySet<Place> {
  return new Set(isEnough(union(all.map(({ groups }) => groups))) ? [PROGRAM] : []);
}

/** The cells with teams in the organisations in which they were first. */
function withTeams(cells: readonly Cell[], teams: readonly KnownMove[]): Cell[] {
  return cells.map((cell) => {
    const own = teams.filter(({ places: [first] }) => first === cell.id).map(({ groups }) => groups);
    return { ...cell, groups: union([cell.groups, ...own]) };
  });
}

/** The organisations that, with all below them, a team has left or joined. What has held it all the time is not among them. */
function changedBy({ places }: KnownMove, cells: readonly Cell[]): number[] {
  const parents = new Map(cells.map(({ id, parentId }) => [id, parentId]));
  const above = (id: number | null | undefined): number[] =>
    id === null || id === undefined ? [] : [id, ...above(parents.get(id))];
  const held = places.map(above);
  return [...new Set(held.flat())].filter((id) => !held.every((each) => each.includes(id)));
}

/** What is left of each shown place when the shown ones below it are subtracted. */
function restsOf(cells: readonly Cell[], shown: ReadonlySet<Place>): (readonly People[])[] {
  const below = byParent(cells);
  const all = groupsBelow(below);
  const own = new Map<Place, readonly People[]>(cells.map(({ id, groups }) => [id, groups]));
  return [...shown].map((place) => {
    const hidden = (below.get(place) ?? []).filter(({ id }) => !shown.has(id));
    return union([own.get(place) ?? [], ...hidden.map(({ id }) => all.get(id) ?? [])]);
  });
}

function shownNow(cells: readonly Cell[]): ReadonlySet<Place> {
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
  if (programOf(cells).has(PROGRAM)) show(PROGRAM, []);
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
