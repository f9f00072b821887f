import { getTableName, is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, type PgColumn, PgTable } from "drizzle-orm/pg-core";
import * as schema from "#db/schema/index.ts";

/** A column by its database name, with its SQL type. */
type Column = { name: string; type: string };

/**
 * One piece of an export. `rows` are a table's rows without the columns that may refer to later rows; `links` are these
 * columns, each preceded by the row's key, for rows with a value.
 */
export type Section = {
  name: string;
  table: string;
  kind: "rows" | "links";
  columns: Column[];
  /** The order in which rows are read, stable between runs. */
  order: string[];
  /** The column numbered by a sequence. */
  numbered: string | null;
};

/**
 * Tables left out: sessions end with their database, rates are counted per caller, and review facts are computed. The
 * queue is not one of our tables.
 */
const LEFT_BEHIND: readonly PgTable[] = [
  schema.sessions,
  schema.rateCounts,
  schema.dueFacts,
  schema.reviewFacts,
  schema.countedQuarters,
];

/** Sorted by name, because the order of module exports differs between bundles. */
const TABLES = Object.values<unknown>(schema)
  .filter((value): value is PgTable => is(value, PgTable))
  .sort((one, other) => (getTableName(one) < getTableName(other) ? -1 : 1));

/** Every table of a program, in an order in which each row follows the rows it refers to. */
export const PROGRAM = sectionsOf(TABLES.filter((table) => !LEFT_BEHIND.includes(table)));

export function sectionsOf(tables: readonly PgTable[]): Section[] {
  const placed: PgTable[] = [];
  const visit = (table: PgTable, waiting: PgTable[]) => {
    if (placed.includes(table) || waiting.includes(table)) return;
    for (const { to } of references(table)) visit(to, [...waiting, table]);
    placed.push(table);
  };
  for (const table of tables) visit(table, []);
  const carried = placed.filter((table) => tables.includes(table));
  return carried.flatMap((table, index) => sectionsOfTable(table, carried.slice(0, index)));
}

function sectionsOfTable(table: PgTable, earlier: readonly PgTable[]): Section[] {
  const { name, columns } = getTableConfig(table);
  const late = references(table).flatMap(({ to, from }) => (earlier.includes(to) ? [] : from));
  const order = keyOf(table);
  const rows: Section = {
    name,
    table: name,
    kind: "rows",
    columns: columns.filter((column) => !late.includes(column)).map(described),
    order: order.map(({ name }) => name),
    numbered: columns.filter((column) => column.generatedIdentity).map(nameOf)[0] ?? null,
  };
  const links = late.map((column): Section => {
    const [key, ...more] = order;
    if (column.notNull || !key || more.length > 0)
      throw new Error(`${name}.${nameOf(column)} cannot be written later.`);
    const both = [key, described(column)];
    return { ...rows, name: `${name}.${nameOf(column)}`, kind: "links", columns: both, numbered: null };
  });
  return [rows, ...links];
}

function references(table: PgTable): { from: PgColumn[]; to: PgTable }[] {
  return getTableConfig(table).foreignKeys.map((key) => {
    const { columns, foreignTable } = key.reference();
    return { from: columns, to: foreignTable };
  });
}

/** The columns that identify a row: the primary key, otherwise the first unique constraint. */
function keyOf(table: PgTable): Column[] {
  const { name, columns, primaryKeys, uniqueConstraints } = getTableConfig(table);
  const single = columns.filter((column) => column.primary);
  const together = (primaryKeys[0] ?? uniqueConstraints[0])?.columns.map((column) => column.name) ?? [];
  const key = single.length > 0 ? single : columns.filter((column) => together.includes(column.name));
  if (key.length === 0) throw new Error(`The table ${name} has no key to order its rows by.`);
  return key.map(described);
}

function described(column: PgColumn): Column {
  return { name: nameOf(column), type: column.getSQLType() };
}

function nameOf(column: PgColumn): string {
  return column.keyAsName ? toSnakeCase(column.name) : column.name;
}
