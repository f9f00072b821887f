import type { Context } from "#lib/context.ts";
import { grouped } from "#lib/grouped.ts";
import { lastBefore } from "#lib/zoned-time.ts";
import { byWindow, type Windows } from "../cohort.ts";
import type { Asked } from "../read-query.ts";
import { type Figure, PAST_DAY, SUPPRESSED } from "../rules/figure.ts";
import { shownCells } from "../rules/suppression.ts";
import { type MetricsScope, PROGRAM_SCOPE } from "../scope.ts";
import { movedSince, type Organised, type TeamMoves } from "../team-moves.ts";
import type { CountFigures, Frame } from "./frame.ts";

/** What is known of one person in one quarter, or of one of their acts, by the team it belongs to and the organisation of that. */
export type PersonRow = OfPerson & { window: number };
type OfPerson = { personId: number; teamId: number; organisationId: number };

/** The organisations of today, and the teams that have moved between them since a quarter began. */
type OfQuarter = Pick<Organised, "tree"> & { moved: TeamMoves };

/** Some of the rows, whose people are a group of their own; `of` names others who stand behind a row than its person. */
export type Group<Row> = { holds?: (row: Row) => boolean; of?: (row: Row) => number | null };

/** Whether a part of a figure that rests on some of its rows may be shown, with the same groups as the figure. */
type MayShow<Row> = (of: (row: Row) => boolean) => boolean;

/**
 * A figure about people: counted from rows of the whole program, and shown of an organisation and quarter only where neither it nor
 * what could be subtracted from it rests on fewer than five of them: of all, and of each of `groups`.
 * Single teams are never counted.
 */
export function aboutPeople<Row extends PersonRow>(
  rowsOf: (ctx: Context, frame: Frame) => Promise<Row[]>,
  figureOf: (rows: readonly Row[], mayShow: MayShow<Row>) => Figure,
  groups: readonly Group<Row>[] = [],
): CountFigures {
  return ofNoPastDay(async (ctx, frame) => {
    const rows = await rowsOf(ctx, { ...frame, scope: PROGRAM_SCOPE });
    const organised = ofQuarters(await frame.organised(), frame.windows);
    return byWindow(frame.windows, rows).map((all, index) => {
      const mayShow = (own: readonly Row[]) => isShown(frame.scope, organised[index], own, groups);
      return mayShow(all) ? figureOf(within(frame.scope, all), (of) => mayShow(all.filter(of))) : SUPPRESSED;
    });
  });
}

/** Figures about people: of a day of the past there are none. */
export function ofNoPastDay(count: CountFigures): CountFigures {
  return async (ctx, frame) => (isOfPastDay(frame) ? frame.quarters.map(() => PAST_DAY) : count(ctx, frame));
}

/** Whether numbers are of a day of the past: people are not counted on one, since from it and the next the act of a single person could be read. */
export function isOfPastDay({ asOf }: Pick<Asked, "asOf">): boolean {
  return asOf !== null;
}

/** Of the rows of the whole program, one list a quarter: those of a scope, or null where no value may be made of them, nor of each of `groups`. */
export async function shownRows<Row extends OfPerson>(
  asked: Pick<Frame, "scope" | "asOf" | "windows" | "organised">,
  quarters: readonly Row[][],
  groups: readonly Group<Row>[] = [],
): Promise<(readonly Row[] | null)[]> {
  if (isOfPastDay(asked)) return quarters.map(() => null);
  const { scope, windows } = asked;
  const organised = ofQuarters(await asked.organised(), windows);
  return quarters.map((rows, index) => (isShown(scope, organised[index], rows, groups) ? within(scope, rows) : null));
}

/** One for each of these quarters, in their order. Of one that is over, too: what was shown while it ran has been read. */
function ofQuarters(organised: Organised, { edges }: Windows): OfQuarter[] {
  const { tree } = organised;
  return edges.slice(0, -1).map((begin) => ({ tree, moved: movedSince(organised, lastBefore(begin)) }));
}

function within<Row extends OfPerson>({ organisationIds }: MetricsScope, rows: readonly Row[]): readonly Row[] {
  return organisationIds === null
    ? rows
    : rows.filter(({ organisationId }) => organisationIds.includes(organisationId));
}

function isShown<Row extends OfPerson>(
  { organisationIds }: MetricsScope,
  organised: OfQuarter | undefined,
  rows: readonly Row[],
  groups: readonly Group<Row>[] = [],
): boolean {
  if (!organised) return false;
  const { tree } = organised;
  const shown = shownIn(organised, rows, [{}, ...groups]);
  if (organisationIds === null) return shown.has(null);
  const tops = tree.filter(
    ({ id, parentId }) => organisationIds.includes(id) && !(parentId !== null && organisationIds.includes(parentId)),
  );
  return tops.length > 0 && tops.every(({ id }) => shown.has(id));
}

function shownIn<Row extends OfPerson>(
  { tree, moved }: OfQuarter,
  rows: readonly Row[],
  wanted: readonly Group<Row>[],
) {
  const groupsOf = (own: readonly Row[]) =>
    wanted.map(({ holds = () => true, of = ({ personId }) => personId }) => {
      return new Set(own.filter(holds).flatMap((row) => of(row) ?? []));
    });
  const stayed = grouped(
    rows.filter(({ teamId }) => !moved.has(teamId)),
    ({ organisationId }) => organisationId,
  );
  const cells = tree.map((node) => ({ ...node, groups: groupsOf(stayed.get(node.id) ?? []) }));
  const teams = [...moved].map(([teamId, left]) => {
    const own = rows.filter((row) => row.teamId === teamId);
    return { places: placesOf(left, own), groups: groupsOf(own) };
  });
  return shownCells(cells, teams);
}

/** The organisations that a team has left, and the one it is in; null where one of them is not known. */
function placesOf(left: readonly (number | null)[], [row]: readonly OfPerson[]): number[] | null {
  const known = left.filter((place) => place !== null);
  return known.length < left.length || !row ? null : [...known, row.organisationId];
}
