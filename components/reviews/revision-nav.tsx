import { Moment } from "#components/ui/moment.tsx";
import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";

type Props = { reviewId: number; revisions: ReviewDetail["revisions"]; shown: number; now: Date };

/** The revisions of a review: the results of each stay where they were. */
export function RevisionNav({ reviewId, revisions, shown, now }: Props) {
  const current = revisions.find(({ number }) => number === shown);
  if (!current) return null;
  return (
    <>
      {revisions.length > 1 ? (
        <TabsNav
          label="Revisions"
          items={revisions.map(({ number }) => ({
            href: `${paths.reviewRevision(reviewId, number)}#checks`,
            label: `r${number}`,
            current: number === shown,
          }))}
        />
      ) : null}
      <p className="dimmed">
        r{current.number}, sealed <Moment at={current.sealedAt} now={now} />
        {current.sealedBy ? ` by ${current.sealedBy.name}` : ""}; digest {current.digest.slice(0, 12)}
      </p>
    </>
  );
}
