import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { paths } from "#lib/paths.ts";
import { type FilterNames, NAMED_PARTS, type ReviewFilter } from "#lib/reviews/rules/filter.ts";
import { activeFilters, PART_WORDS } from "./active-filters.ts";

type Props = { filter: ReviewFilter; names: FilterNames };

/** Why a review list is empty, and how to fill it. */
export function NoReviews({ filter, names }: Props) {
  const unknown = NAMED_PARTS.find((part) => filter[part] !== null && names[part] === null);
  if (unknown) {
    const what = PART_WORDS[unknown].toLowerCase();
    return (
      <EmptyState title={`There is no such ${what}`}>
        {`The URL of this list names a ${what} that does not exist. Clear the filter or choose another.`}
      </EmptyState>
    );
  }
  if (filter.q || activeFilters(filter, names).length > 0) {
    return <EmptyState title="No review matches">Clear a filter, or open another tab.</EmptyState>;
  }
  if (filter.tab === "ready") {
    return (
      <EmptyState title="Nothing is ready to decide">
        Reviews that you claimed appear here once every gate is met or waived.
      </EmptyState>
    );
  }
  if (filter.tab === "mine") {
    return (
      <EmptyState
        title="Nothing waits for you"
        action={<ButtonLink href={paths.reviews({ tab: "all" })}>All reviews</ButtonLink>}
      >
        Reviews that wait for you appear here, earliest due first.
      </EmptyState>
    );
  }
  if (filter.tab === "team") {
    return <EmptyState title="No reviews of your teams">Your teams' reviews appear here.</EmptyState>;
  }
  return (
    <EmptyState title="No reviews that you can see">
      A review decides whether a change to a service may launch.
    </EmptyState>
  );
}
