import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Fold } from "#components/ui/page/fold.tsx";
import { paths, reviewRef } from "#lib/paths.ts";
import type { ReviewLine } from "#lib/reviews/output.ts";
import classes from "./review-lines.module.css";
import { ReviewStateMark } from "./review-state.tsx";

type Line = ReviewLine & { note?: string };

type Props = {
  reviews: Line[];
  empty: string;
  /** What the lines' notes mean, if they have notes. */
  noteLabel?: string;
};

/** The latest of a long list; the rest is collapsed. */
const SHOWN = 10;

/** Reviews listed on another page, one line each. */
export function ReviewLines({ reviews, empty, noteLabel }: Props) {
  if (reviews.length === 0) return <p className="dimmed">{empty}</p>;
  const earlier = reviews.slice(SHOWN);
  return (
    <>
      <Lines reviews={reviews.slice(0, SHOWN)} caption="Reviews" noteLabel={noteLabel} />
      {earlier.length > 0 ? (
        <Fold bare line={`${earlier.length} more`}>
          <Lines reviews={earlier} caption="More reviews" noteLabel={noteLabel} />
        </Fold>
      ) : null}
    </>
  );
}

type LinesProps = { reviews: Line[]; caption: string; noteLabel: string | undefined };

function Lines({ reviews, caption, noteLabel }: LinesProps) {
  return (
    <DataTable
      caption={caption}
      columns={[
        { key: "title", label: "Review", width: noteLabel ? "48%" : "76%" },
        ...(noteLabel ? [{ key: "note", label: noteLabel, width: "28%" }] : []),
        { key: "state", label: "State", width: "24%", bare: true },
      ]}
      rows={reviews.map(({ id, title, state, note, ...said }) => ({
        key: id,
        href: paths.review(id),
        cells: {
          title: (
            <>
              <span className={classes.ref} dir="ltr">
                {reviewRef(id)}
              </span>{" "}
              {title}
            </>
          ),
          note,
          state: <ReviewStateMark state={state} {...said} quiet />,
        },
      }))}
      empty={null}
    />
  );
}
