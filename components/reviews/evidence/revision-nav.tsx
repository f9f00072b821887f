import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { sameEvidence } from "#lib/reviews/rules/revision.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./revision-nav.module.css";

type Props = { reviewId: number; revisions: ReviewDetail["revisions"]; shown: number; now: Now };

/** Shortens a long list to the newest, the first and revisions near the shown one, which link to all others. */
const AROUND = 5;

function isNear(number: number, shown: number, revisions: Props["revisions"]): boolean {
  const numbers = revisions.map((one) => one.number);
  return Math.abs(number - shown) <= AROUND || number === Math.max(...numbers) || number === Math.min(...numbers);
}

/** The revisions of a review; each keeps its results. */
export function RevisionNav({ reviewId, revisions, shown, now }: Props) {
  const current = revisions.find(({ number }) => number === shown);
  if (!current) return null;
  const same = sameEvidence(revisions, current);
  return (
    <div className={classes.revisions}>
      {revisions.length > 1 ? (
        <SegmentLinks
          label="Revisions"
          items={revisions
            .filter((one) => isNear(one.number, shown, revisions))
            .map(({ number }) => ({
              href: `${paths.reviewRevision(reviewId, number)}#checks`,
              label: `r${number}`,
              current: number === shown,
            }))}
        />
      ) : null}
      <p>
        r{current.number}, sealed <Moment at={current.sealedAt} now={now} />
        {current.sealedBy ? ` by ${current.sealedBy.name}` : ""}; digest {current.digest.slice(0, 12)}
        {same === null ? "" : `; same evidence as r${same}`}
      </p>
    </div>
  );
}
