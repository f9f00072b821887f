/** A value about people needs at least this many distinct people behind it. */
export const MIN_PEOPLE = 5;

/**
 * The people of an organisation's own teams behind a value. A value that distinguishes several groups needs enough
 * people in each.
 */
export type Cell = { id: number; parentId: number | null; groups: readonly People[] };
type People = ReadonlySet<number>;

/**
 * A team that has moved since the quarter began, with its organisations since then, from the first to the current one;
 * null if unknown. Its people are in no cell.
 */
export type MovedTeam = { places: readonly number[] | null; groups: readonly People[] };
type KnownMove = MovedTeam & { places: readonly number[] };

/** The whole program, above every organisation. */
const PROGRAM = null;
type Place = number | typeof PROGRAM;

/**
 * The places whose value about people may be shown: the program (null) and organisations with all below them. Neither a
 * place nor its remainder after subtracting the shown ones below may rest on one to four people. An organisation that
 * is too small is hidden; if its number could be derived, so is its smallest neighbour. Everything below a hidden one
 * is hidden. If teams have moved, the same places are shown as before the move, so both views together reveal nothing
 * more. Places a team has left or joined are excluded if one to four people are in such a team, or in the remainder of
 * a shown place without these teams.
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

/** The program alone, if it has enough people. */
function programOf(all: readonly { groups: readonly People[] }[]): ReadonlySet<Place> {
  return new Set(isEnough(union(all.map(({ groups }) => groups))) ? [PROGRAM] : []);
}

/** The cells, with teams placed in their first organisations. */
function withTeams(cells: readonly Cell[], teams: readonly KnownMove[]): Cell[] {
  return cells.map((cell) => {
    const own = teams.filter(({ places: [first] }) => first === cell.id).map(({ groups }) => groups);
    return { ...cell, groups: union([cell.groups, ...own]) };
  });
}

/**
 * The organisations, with all below them, that a team has left or joined. Organisations that contained it throughout
 * are excluded.
 */
function changedBy({ places }: KnownMove, cells: readonly Cell[]): number[] {
  const parents = new Map(cells.map(({ id, parentId }) => [id, parentId]));
  const above = (id: number | null | undefined): number[] =>
    id === null || id === undefined ? [] : [id, ...above(parents.get(id))];
  const held = places.map(above);
  return [...new Set(held.flat())].filter((id) => !held.every((each) => each.includes(id)));
}

/** The remainder of each shown place after subtracting the shown ones below it. */
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

/**
 * Whether this many people may be behind a value. Zero is allowed, because an empty group reveals nothing about anyone.
 */
export function mayStandBehind(people: number): boolean {
  return people === 0 || people >= MIN_PEOPLE;
}

function isEnough(groups: readonly People[]): boolean {
  return groups.every(({ size }) => mayStandBehind(size));
}

function sizeOf(groups: readonly People[]): number {
  return Math.max(0, ...groups.map(({ size }) => size));
}

/** The organisations below each place. One whose parent is missing counts as directly below the program. */
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

/** Merges groups pairwise by position. */
function union(of: readonly (readonly People[])[]): People[] {
  const count = Math.max(0, ...of.map(({ length }) => length));
  return Array.from({ length: count }, (_, at) => new Set(of.flatMap((groups) => [...(groups[at] ?? [])])));
}
