import { formatCount } from "#lib/numbers.ts";
import classes from "./chart-table.module.css";

export interface ChartTableColumn {
  key: string;
  header: string;
  /** Right-aligned with tabular numerals. */
  numeric?: boolean;
}

/** Display values by column key; plain numbers are counts and null is an empty cell. */
export type ChartTableRow = Readonly<Record<string, string | number | null>>;

interface ChartTableProps {
  caption: string;
  columns: readonly ChartTableColumn[];
  rows: readonly ChartTableRow[];
}

/** The values of a chart. The first column names the row and must be unique. */
export function ChartTable({ caption, columns, rows }: ChartTableProps) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    <table className={classes.table}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, header, numeric }) => (
            <th key={key} scope="col" data-numeric={numeric || undefined}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[first.key]}>
            <th scope="row" data-numeric={first.numeric || undefined}>
              {cell(row[first.key])}
            </th>
            {others.map(({ key, numeric }) => (
              <td key={key} data-numeric={numeric || undefined}>
                {cell(row[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cell(value: string | number | null | undefined): string {
  return typeof value === "number" ? formatCount(value) : (value ?? "");
}
