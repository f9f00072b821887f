import { FilterForm, SelectFilter, TextFilter } from "#components/ui/filter-form.tsx";
import { paths } from "#lib/paths.ts";
import { filterQuery, type ReviewFilter } from "#lib/reviews/rules/filter.ts";
import { REVIEW_TYPES, TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import { REVIEW_STATES, STATE_WORDS } from "#lib/reviews/rules/states.ts";
import { TIERS } from "#lib/reviews/rules/tiers.ts";

/** The filters of the list of reviews. What has no control here stays as it is. */
export function ReviewFilters({ filter }: { filter: ReviewFilter }) {
  const kept = filterQuery({ ...filter, q: null, state: null, tier: null, type: null, sort: "-updated", page: 1 });
  return (
    <FilterForm action={paths.reviews()} label="Filter reviews" hidden={kept}>
      <TextFilter label="Search: title or REV-12" name="q" value={filter.q ?? ""} />
      <SelectFilter label="State" name="state" value={filter.state} options={STATES} />
      <SelectFilter
        label="Tier"
        name="tier"
        value={filter.tier}
        options={TIERS.map((tier): [string, string] => [tier, sentence(tier)])}
      />
      <SelectFilter
        label="Type"
        name="type"
        value={filter.type}
        options={REVIEW_TYPES.map((type): [string, string] => [type, TYPE_WORDS[type]])}
      />
      <SelectFilter label="Order" name="sort" value={filter.sort} options={SORTS} required />
    </FilterForm>
  );
}

const STATES: [string, string][] = [
  ["open", "Open"],
  ["decided", "Decided"],
  ...REVIEW_STATES.map((state): [string, string] => [state, STATE_WORDS[state]]),
];

const SORTS: [string, string][] = [
  ["-updated", "Last changed"],
  ["-age", "Oldest first"],
  ["age", "Newest first"],
  ["launch", "Requested launch"],
];

export function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
