import type { ReactNode } from "react";
import { FilterForm, SelectFilter, TextFilter } from "#components/ui/lists/filter-form.tsx";
import { type FindNames, SearchFilter } from "#components/ui/lists/search-filter.tsx";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { paths } from "#lib/paths.ts";
import { filterQuery, type ReviewFilter, type ReviewSort, sortsOf } from "#lib/reviews/rules/filter.ts";
import { REVIEW_TYPES, TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import { REVIEW_STATES, STATE_WORDS } from "#lib/reviews/rules/states.ts";
import { capital } from "#lib/words.ts";

type Props = {
  filter: ReviewFilter;
  findServices: FindNames;
  findPeople: FindNames;
  /** The active filters with remove buttons. */
  chips: ReactNode;
};

/**
 * Filters for the review list. An active filter's chip replaces its control; filters without controls are passed
 * through unchanged.
 */
export function ReviewFilters({ filter, findServices, findPeople, chips }: Props) {
  const { q, state, tier, type, service, person } = filter;
  const sorts = sortsOf(filter.tab);
  const kept = filterQuery({ ...filter, q: null, sort: sorts[0], page: 1 });
  return (
    <FilterForm action={paths.reviews()} label="Filter reviews" hidden={kept}>
      <TextFilter label="Title or REV-12" name="q" value={q ?? ""} />
      {state ? null : <SelectFilter label="State" name="state" value={null} options={STATES} />}
      {tier ? null : <SelectFilter label="Tier" name="tier" value={null} options={TIER_OPTIONS} />}
      {type ? null : <SelectFilter label="Type" name="type" value={null} options={TYPE_OPTIONS} />}
      {service ? null : <SearchFilter label="Service" name="service" find={findServices} />}
      {person ? null : <SearchFilter label="Person" name="person" find={findPeople} />}
      <SelectFilter
        label="Order"
        name="sort"
        value={filter.sort}
        options={sorts.map((sort) => [sort, SORTS[sort]])}
        required
      />
      {chips}
    </FilterForm>
  );
}

const TIER_OPTIONS = TIERS.map((tier): [string, string] => [tier, capital(tier)]);
const TYPE_OPTIONS = REVIEW_TYPES.map((type): [string, string] => [type, TYPE_WORDS[type]]);

const STATES: [string, string][] = [
  ["open", "Open"],
  ["decided", "Decided"],
  ...REVIEW_STATES.map((state): [string, string] => [state, STATE_WORDS[state]]),
];

const SORTS: Record<ReviewSort, string> = {
  due: "Due first",
  "-updated": "Last changed",
  "-age": "Oldest first",
  age: "Newest first",
  launch: "Launch",
};
