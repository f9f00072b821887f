import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import classes from "./data-table.module.css";
import { ScrollRegion } from "./scroll-region.tsx";

export type Column = { key: string; label: string; align?: "left" | "right"; width?: string };
export type Row = { key: string | number; href?: string; cells: Record<string, ReactNode> };

type Props = {
  columns: Column[];
  rows: Row[];
  /** Names the table for screen readers. */
  caption: string;
  /** Shown in place of the table when there are no rows. */
  empty: ReactNode;
};

/**
 * A table whose first cell is the link of its row. j and k move between rows, Enter opens one. Where every column has its
 * width, a row that comes late with longer words moves none of those that are there.
 */
export function DataTable({ columns, rows, caption, empty }: Props) {
  if (rows.length === 0) return <Fragment>{empty}</Fragment>;
  const fixed = columns.every(({ width }) => width !== undefined);
  return (
    <ScrollRegion label={caption} className={classes.region}>
      <table className={classes.table} data-fixed={fixed || undefined}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, align, width }) => (
              <th key={key} scope="col" data-align={align} style={width ? { width } : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.key} scope="row" data-align={column.align}>
                    <RowLink href={row.href}>{row.cells[column.key]}</RowLink>
                  </th>
                ) : (
                  <td key={column.key} data-align={column.align}>
                    {row.cells[column.key]}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function RowLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} prefetch={false} data-row-link="">
      {children}
    </Link>
  );
}
