import Link from "next/link";
import { Fragment, isValidElement, type ReactNode } from "react";
import classes from "./data-table.module.css";
import { ScrollRegion } from "./scroll-region.tsx";

export type Column = {
  key: string;
  label: string;
  align?: "left" | "right";
  width?: string;
  /**
   * When to hide the column in a narrow window: "first" below 1180 px, "second" below 1000. Phones show every column,
   * as cards.
   */
  leaves?: "first" | "second";
  /** Cells may wrap, for user-written text or controls. */
  wraps?: boolean;
  /** Needs no label on a phone: a status, or a date with its word. */
  bare?: boolean;
};
export type Row = {
  key: string | number;
  href?: string;
  cells: Record<string, ReactNode>;
  /** Not printed; the page around the table must print a note instead. */
  screenOnly?: boolean;
};

type Props = {
  columns: Column[];
  rows: Row[];
  /** Names the table for screen readers. */
  caption: string;
  /** Shown in place of the table when there are no rows. */
  empty: ReactNode;
};

/**
 * A table with one line per item and a link in the first cell; cards on a phone. j and k move between rows, Enter opens
 * one. Fixed column widths keep rows still when longer rows load later.
 */
export function DataTable({ columns, rows, caption, empty }: Props) {
  if (rows.length === 0) return <Fragment>{empty}</Fragment>;
  const fixed = columns.every(({ width }) => width !== undefined);
  return (
    <ScrollRegion label={caption}>
      <table className={classes.table} data-fixed={fixed || undefined}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ key, label, align, width, leaves }) => (
              <th key={key} scope="col" data-align={align} data-leaves={leaves} style={width ? { width } : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key} className={row.screenOnly ? "screen-only" : undefined}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th
                    key={column.key}
                    scope="row"
                    dir="auto"
                    data-align={column.align}
                    title={titleOf(row.cells[column.key])}
                  >
                    <RowLink href={row.href}>{row.cells[column.key]}</RowLink>
                  </th>
                ) : (
                  <td
                    key={column.key}
                    data-align={column.align}
                    data-leaves={column.leaves}
                    data-wraps={column.wraps || undefined}
                    data-bare={column.bare || undefined}
                    data-label={column.label}
                    title={titleOf(row.cells[column.key])}
                  >
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

/** The full text as tooltip, because cells may be truncated. */
function titleOf(cell: ReactNode): string | undefined {
  if (typeof cell === "string") return cell;
  if (!isValidElement<{ label?: unknown; children?: ReactNode }>(cell)) return undefined;
  const { label, children } = cell.props;
  return typeof label === "string" ? label : titleOf(children);
}

function RowLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} prefetch={false} data-row-link="">
      {children}
    </Link>
  );
}
