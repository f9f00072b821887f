import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { paths } from "#lib/paths.ts";
import { type FilterNames, NAMED_PARTS, type ReviewFilter } from "#lib/reviews/rules/filter.ts";
import { chipsOf, PART_WORDS } from "./chips-of.ts";

type Props = { filter: ReviewFilter; names: FilterNames };

/** Why a review list is empty, and how to fill it. */
export function NoReviews({ filter, names }: Props) {
  const unknown = NAMED_PARTS.find((part) => filter[part] !== null && names[part] === null);
  if (unknown) {
    const what = PART_WORDS[unknown].toLowerCase();
    return (
      <EmptyState title={`There is no such ${what}`}>
        {`The address of this list names a ${what} that is not here. Take that filter away, or choose another.`}
      </EmptyState>
    );
  }
  if (filter.q || chipsOf(filter, names).length > 0) {
    return <EmptyState title="No review matches">Take a filter away, or look under another tab.</EmptyState>;
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
        Reviews whose next move is yours appear here, what is due first before the others.
      </EmptyState>
    );
  }
  if (filter.tab === "team") {
    return (
      <EmptyState title="No review of your teams">Reviews of the teams you are a member of appear here.</EmptyState>
    );
  }
  return (
    <EmptyState title="No review that you may see">
      A review asks whether one change of one service may launch.
    </EmptyState>
  );
}
