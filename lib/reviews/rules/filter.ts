import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { numberFrom1, oneOf, PAGE, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import { REVIEW_TYPES, type ReviewType } from "./review-types.ts";
import { REVIEW_STATES, type ReviewState } from "./states.ts";

export const REVIEW_TABS = ["ready", "mine", "team", "all"] as const;
export type ReviewTab = (typeof REVIEW_TABS)[number];

/** The default tab: people with reviews waiting for them see their own; staff and leaders see all. */
export function firstTab(actor: PersonActor): ReviewTab {
  const isAsked = actor.guardian || actor.roles.length === 0 || hasRole(actor, "security_engineer");
  return isAsked ? "mine" : "all";
}

const REVIEW_SORTS = ["-updated", "age", "-age", "launch", "due"] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** Tabs of reviews waiting for someone: short enough to be sorted by due date. */
const WAITING: readonly ReviewTab[] = ["ready", "mine"];

/** The sort orders a tab offers, its default first. */
export function sortsOf(tab: ReviewTab): [ReviewSort, ...ReviewSort[]] {
  return WAITING.includes(tab) ? ["due", "-updated", "age", "-age", "launch"] : ["-updated", "age", "-age", "launch"];
}

/** What the list of reviews shows. All of it is kept in the URL. */
export type ReviewFilter = {
  tab: ReviewTab;
  state: ReviewState | "open" | "decided" | null;
  tier: Tier | null;
  type: ReviewType | null;
  team: number | null;
  service: number | null;
  guardian: number | null;
  reviewer: number | null;
  /** The requester, guardian or reviewer. */
  person: number | null;
  q: string | null;
  sort: ReviewSort;
  page: number;
};

/** Filters for reviews, shared by the list and by file exports. */
export const FILTER_PARAMETERS = {
  tab: oneOf(REVIEW_TABS),
  state: oneOf([...REVIEW_STATES, "open", "decided"]),
  tier: oneOf(TIERS),
  type: oneOf(REVIEW_TYPES),
  team: numberFrom1("the id of a team"),
  service: numberFrom1("the id of a service"),
  guardian: numberFrom1("the id of the assigned guardian"),
  reviewer: numberFrom1("the id of the reviewer"),
  person: numberFrom1("the id of the requester, guardian or reviewer"),
  q: searchWords("words from the title, REV-12 or 12"),
};

/** `FILTER_PARAMETERS` plus sorting and paging, for a list. */
export const LIST_PARAMETERS = {
  ...FILTER_PARAMETERS,
  sort: oneOf(REVIEW_SORTS, "-updated, age, -age or launch; due on tabs where reviews wait"),
  page: PAGE,
};

/** Filters whose value is the id of something with a name. */
export const NAMED_PARTS = ["team", "service", "guardian", "reviewer", "person"] as const;
export type NamedPart = (typeof NAMED_PARTS)[number];
/** The names of the filtered ids; null if nothing has the id. */
export type FilterNames = Record<NamedPart, string | null>;

/**
 * Reads a filter from a query. Unknown values are dropped so that old links still open. A search without a tab covers
 * all reviews.
 */
export function readFilter(query: Query, fallback: ReviewTab = "all"): ReviewFilter {
  const { tab: asked, sort: order, page, ...narrowed } = readParameters(LIST_PARAMETERS, query);
  const tab = asked ?? (holdsSome(narrowed) ? "all" : fallback);
  const sorts = sortsOf(tab);
  return { tab, ...narrowed, sort: sorts.find((name) => name === order) ?? sorts[0], page: page ?? 1 };
}

/** Whether a filter excludes nothing the reader may see. */
export function holdsAll({ tab, sort: _, page: __, ...narrowed }: ReviewFilter): boolean {
  return tab === "all" && !holdsSome(narrowed);
}

function holdsSome(narrowed: object): boolean {
  return Object.values(narrowed).some((value) => value !== null);
}

/** The filter as a query, without values that equal their default. */
export function filterQuery(filter: Partial<ReviewFilter>): Record<string, string | undefined> {
  const { tab, sort, page, ...rest } = filter;
  const given = Object.entries(rest).map(([key, value]) => [
    key,
    value === null || value === undefined ? undefined : String(value),
  ]);
  return {
    tab,
    ...Object.fromEntries(given),
    sort: sort === sortsOf(tab ?? "all")[0] ? undefined : sort,
    page: page === 1 || page === undefined ? undefined : String(page),
  };
}
