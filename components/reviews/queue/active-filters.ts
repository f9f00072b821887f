import { namedTable } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import {
  type FilterNames,
  filterQuery,
  NAMED_PARTS,
  type NamedPart,
  type ReviewFilter,
} from "#lib/reviews/rules/filter.ts";
import { TYPE_WORDS } from "#lib/reviews/rules/review-types.ts";
import { STATE_WORDS } from "#lib/reviews/rules/states.ts";
import { capital } from "#lib/words.ts";

/** Labels of the named filters. */
export const PART_WORDS: Record<NamedPart, string> = namedTable({
  team: "Team",
  service: "Service",
  guardian: "Guardian",
  reviewer: "Engineer",
  person: "Person",
});

/** The active filters, each with the list URL without the filter. */
export function activeFilters(filter: ReviewFilter, names: FilterNames): { label: string; href: string }[] {
  const without = (part: Partial<ReviewFilter>) => paths.reviews(filterQuery({ ...filter, ...part, page: 1 }));
  const { state, tier, type } = filter;
  const chosen = [
    state
      ? {
          label: state === "open" || state === "decided" ? capital(state) : STATE_WORDS[state],
          href: without({ state: null }),
        }
      : null,
    tier ? { label: `${capital(tier)} tier`, href: without({ tier: null }) } : null,
    type ? { label: TYPE_WORDS[type], href: without({ type: null }) } : null,
  ].filter((chip) => chip !== null);
  const named = NAMED_PARTS.filter((part) => filter[part] !== null).map((part) => ({
    label: names[part] === null ? `Unknown ${PART_WORDS[part].toLowerCase()}` : `${PART_WORDS[part]}: ${names[part]}`,
    href: without({ [part]: null }),
  }));
  return [...chosen, ...named];
}
