import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { PageHead } from "./page-head.tsx";
import classes from "./page-skeleton.module.css";

type Props = {
  title: string;
  /** The head of the page, where it is not the usual one. */
  head?: ReactNode;
  /** What stands there while the page is made: lines of a table, or facts and the parts of a page. */
  shape: "table" | "parts";
};

/** A page that is being made: its head, and rows as high as those that come. */
export function PageSkeleton({ title, head, shape }: Props) {
  return (
    <>
      {head ?? <PageHead title={title} facts={<Line width="20rem" />} />}
      <p role="status" className="sr-only">
        Loading
      </p>
      {shape === "table" ? <LinesSkeleton /> : <PartsSkeleton />}
    </>
  );
}

/** The lines of a table, as they come. */
const ROWS = ["100%", "92%", "97%", "88%", "95%", "90%", "98%", "86%", "94%", "91%"];

export function LinesSkeleton() {
  return (
    <div className={classes.table} aria-hidden="true">
      {ROWS.map((width) => (
        <div key={width} className={classes.row}>
          <Line width={width} />
        </div>
      ))}
    </div>
  );
}

export function PartsSkeleton() {
  return (
    <div aria-hidden="true">
      {ROWS.slice(0, 3).map((width) => (
        <div key={width} className={classes.part}>
          <div className={classes.heading}>
            <Line width="12rem" />
          </div>
          <Line width={width} />
          <Line width="60%" />
        </div>
      ))}
    </div>
  );
}

/** As high as a line of the text around it. */
function Line({ width }: { width: string }) {
  return (
    <Skeleton width={width} maw="100%">
      {"\u00a0"}
    </Skeleton>
  );
}
