"use client";

import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { ChartTable, type ChartTableColumn, type ChartTableRow } from "#components/charts/chart-table.tsx";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { formatCount } from "#lib/numbers.ts";
import classes from "./chart-frame.module.css";

export interface ChartFrameProps {
  title: string;
  /** The counting definition in one line. */
  definition: string;
  /** The period covered, such as "2026 Q3, as of 25 November 2026". */
  window: string;
  n: number;
  columns: readonly ChartTableColumn[];
  rows: readonly ChartTableRow[];
  csvHref?: string;
  rowsHref?: string;
  /** The standalone link text for the rows, for use without the chart in view. Must begin with "Rows". */
  rowsLabel?: string;
  /** Whether the chart is empty; defaults to `n` being 0. */
  isEmpty?: boolean;
  /** Replaces the drawing of an empty chart. */
  emptyText?: string;
  /** Shown under the chart, before its window. */
  note?: string;
  /** Height of the chart and the table in pixels; equal, so switching views moves nothing. */
  height?: number;
  /** Lets the height grow because the number of rows varies. */
  grows?: boolean;
  titleOrder?: 2 | 3;
  children: ReactNode;
}

const VIEWS = [
  { value: "chart", label: "Chart" },
  { value: "table", label: "Table" },
];

/**
 * A chart with everything a reader needs to trust it: definition, window, n, the values as a table and the underlying
 * rows.
 */
export function ChartFrame(props: ChartFrameProps) {
  const { title, definition, window, n, note, columns, rows, height = 236, grows = false } = props;
  const { titleOrder = 3, children } = props;
  const [view, setView] = useState("chart");
  const titleId = useId();
  const Title = titleOrder === 2 ? "h2" : "h3";
  return (
    <figure className={classes.fig} aria-labelledby={titleId}>
      <figcaption className={classes.head}>
        <Title id={titleId} className={classes.title}>
          {title}
        </Title>
        <Views {...props} view={view} onChange={setView} />
        <p className={classes.definition}>{definition}</p>
      </figcaption>
      <div className={classes.body} style={grows ? { minHeight: height } : { height }} data-view={view}>
        <div className={classes.chart}>
          <ChartOrEmpty {...props}>{children}</ChartOrEmpty>
        </div>
        {view === "table" ? (
          <ScrollRegion label={`${title}: table`} className={classes.table}>
            <ChartTable caption={`${title}, ${window}`} columns={columns} rows={rows} />
          </ScrollRegion>
        ) : null}
      </div>
      <p className={classes.foot}>
        {note ? `${note} ` : ""}
        {window} · <span className="nowrap">n = {formatCount(n)}</span>
      </p>
    </figure>
  );
}

type ViewsProps = ChartFrameProps & { view: string; onChange: (view: string) => void };

function Views({ title, csvHref, rowsHref, rowsLabel = "Rows behind it", view, onChange }: ViewsProps) {
  const name = useId();
  return (
    <div className={classes.seg}>
      <div role="radiogroup" aria-label={`View of ${title}`} className={classes.group}>
        {VIEWS.map(({ value, label }) => (
          <label key={value}>
            <input
              className="sr-only"
              type="radio"
              name={name}
              value={value}
              checked={view === value}
              onChange={() => onChange(value)}
            />
            {label}
          </label>
        ))}
      </div>
      {rowsHref ? (
        <Link href={rowsHref} prefetch={false} aria-label={`${rowsLabel}: ${title}`}>
          Rows
        </Link>
      ) : null}
      {csvHref ? (
        <a href={csvHref} download aria-label={`CSV: ${title}`}>
          CSV
        </a>
      ) : null}
    </div>
  );
}

function ChartOrEmpty(props: ChartFrameProps) {
  const { n, isEmpty = n === 0, emptyText = "Nothing to show in this window yet.", children } = props;
  return isEmpty ? <p className={classes.empty}>{emptyText}</p> : children;
}
