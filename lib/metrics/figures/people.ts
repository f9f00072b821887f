import { organisations } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { byWindow } from "../cohort.ts";
import type { Asked } from "../read-query.ts";
import { type Figure, PAST_DAY, SUPPRESSED } from "../rules/figure.ts";
import { shownCells } from "../rules/suppression.ts";
import { type MetricsScope, PROGRAM_SCOPE } from "../scope.ts";
import type { CountFigures, Frame } from "./frame.ts";

/** What is known of one person in one quarter, or of one of their acts, by the organisation it belongs to. */
export type PersonRow = OfPerson & { window: number };
type OfPerson = { personId: number; organisationId: number };

type Tree = { id: number; parentId: number | null }[];

/** Some of the rows, whose people are a group of their own; `of` names others who stand behind a row than its person. */
type Group<Row> = { holds?: (row: Row) => boolean; of?: (row: Row) => number | null };

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
    const tree = await treeOf(ctx);
    return byWindow(frame.windows, rows).map((all) => {
      if (!isShown(frame.scope, tree, all, groups)) return SUPPRESSED;
      return figureOf(within(frame.scope, all), (of) => isShown(frame.scope, tree, all.filter(of), groups));
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

/** Of the rows of the whole program, one list a quarter: those of a scope, or null where no value may be made of them. */
export async function shownRows<Row extends OfPerson>(
  ctx: Context,
  asked: Pick<Asked, "scope" | "asOf">,
  quarters: readonly Row[][],
): Promise<(readonly Row[] | null)[]> {
  if (isOfPastDay(asked)) return quarters.map(() => null);
  const { scope } = asked;
  const tree = await treeOf(ctx);
  return quarters.map((rows) => (isShown(scope, tree, rows) ? within(scope, rows) : null));
}

function treeOf({ db }: Context): Promise<Tree> {
  return db.select({ id: organisations.id, parentId: organisations.parentId }).from(organisations);
}

function within<Row extends OfPerson>({ organisationIds }: MetricsScope, rows: readonly Row[]): readonly Row[] {
  return organisationIds === null
    ? rows
    : rows.filter(({ organisationId }) => organisationIds.includes(organisationId));
}

function isShown<Row extends OfPerson>(
  { organisationIds }: MetricsScope,
  tree: Tree,
  rows: readonly Row[],
  groups: readonly Group<Row>[] = [],
): boolean {
  const wanted: Group<Row>[] = [{}, ...groups];
  const people = new Map(tree.map(({ id }) => [id, wanted.map(() => new Set<number>())]));
  for (const row of rows) {
    for (const [at, { holds = () => true, of = ({ personId }: Row) => personId }] of wanted.entries()) {
      const person = holds(row) ? of(row) : null;
      if (person !== null) people.get(row.organisationId)?.[at]?.add(person);
    }
  }
  const shown = shownCells(tree.map((node) => ({ ...node, groups: people.get(node.id) ?? [] })));
  if (organisationIds === null) return shown.has(null);
  const tops = tree.filter(
    ({ id, parentId }) => organisationIds.includes(id) && !(parentId !== null && organisationIds.includes(parentId)),
  );
  return tops.length > 0 && tops.every(({ id }) => shown.has(id));
}
