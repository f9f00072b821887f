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

/**
 * Facts about one person in one quarter, or about one of their actions, with the action's team and the team's
 * organisation.
 */
export type PersonRow = OfPerson & { window: number };
type OfPerson = { personId: number; teamId: number; organisationId: number };

/** The current organisations, and the teams that have moved between them since a quarter began. */
type OfQuarter = Pick<Organised, "tree"> & { moved: TeamMoves };

/**
 * A subset of the rows whose people form their own group. `of` names another person behind a row instead of its own.
 */
export type Group<Row> = { holds?: (row: Row) => boolean; of?: (row: Row) => number | null };

/** Whether a part of a figure based on some of its rows may be shown, checked against the same groups as the figure. */
type MayShow<Row> = (of: (row: Row) => boolean) => boolean;

/**
 * A figure about people, counted from rows of the whole program. An organisation's quarter is shown only if neither it
 * nor anything derivable by subtraction rests on fewer than five people, overall and in each of `groups`. Single teams
 * are never counted.
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

/** Wraps figures about people, which have no value for a past day. */
export function ofNoPastDay(count: CountFigures): CountFigures {
  return async (ctx, frame) => (isOfPastDay(frame) ? frame.quarters.map(() => PAST_DAY) : count(ctx, frame));
}

/**
 * Whether the numbers are for a past day. People are not counted then, because comparing two consecutive days could
 * reveal one person's action.
 */
export function isOfPastDay({ asOf }: Pick<Asked, "asOf">): boolean {
  return asOf !== null;
}

/**
 * For each quarter's rows of the whole program: the rows within a scope. Null where neither the scope nor each of
 * `groups` may have a value.
 */
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

/**
 * One entry per quarter, in order. Includes ended quarters, because readers have already seen their numbers while they
 * ran.
 */
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

/** The organisations a team has left plus its current one; null if any of them is unknown. */
function placesOf(left: readonly (number | null)[], [row]: readonly OfPerson[]): number[] | null {
  const known = left.filter((place) => place !== null);
  return known.length < left.length || !row ? null : [...known, row.organisationId];
}
