import { Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { PageHead } from "./page-head.tsx";
import classes from "./page-skeleton.module.css";

type Props = {
  title: string;
  /** The page is a list with a one-line header. */
  list?: boolean;
  /** A filter bar appears under the header. */
  filters?: boolean;
  /** The page header, if different from the standard ones. */
  head?: ReactNode;
  /** The placeholder's form: table lines, page sections, or number cards. */
  shape: keyof typeof SHAPES;
};

/** A placeholder while a page loads: its header, and rows as high as the final ones. */
export function PageSkeleton({ title, list = false, filters = false, head, shape }: Props) {
  const usual = list ? <ListHead title={title} /> : <PageHead title={title} facts={<Line width="20rem" />} />;
  const Shape = SHAPES[shape];
  return (
    <>
      {head ?? usual}
      <p role="status" className="sr-only" data-skeleton="">
        Loading
      </p>
      {filters ? (
        <div className={classes.filters} aria-hidden="true">
          <Line width="24rem" />
        </div>
      ) : null}
      <Shape />
    </>
  );
}

/** Placeholder widths resembling table lines. */
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

export function CardsSkeleton() {
  return (
    <div className={classes.cards} aria-hidden="true">
      {ROWS.slice(0, 6).map((width) => (
        <div key={width} className={classes.card}>
          <Line width="60%" />
          <Line width="35%" />
          <Line width="80%" />
        </div>
      ))}
    </div>
  );
}

const SHAPES = { table: LinesSkeleton, parts: PartsSkeleton, cards: CardsSkeleton };

/** As high as a line of surrounding text. */
function Line({ width }: { width: string }) {
  return (
    <Skeleton width={width} maw="100%">
      {"\u00a0"}
    </Skeleton>
  );
}
