import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { TIERS, type Tier } from "#lib/intake/rules/tiers.ts";
import { numberFrom1, oneOf, PAGE, type Query, readParameters, searchWords } from "#lib/parameters.ts";
import { REVIEW_TYPES, type ReviewType } from "./review-types.ts";
import { REVIEW_STATES, type ReviewState } from "./states.ts";

export const REVIEW_TABS = ["ready", "mine", "team", "all"] as const;
export type ReviewTab = (typeof REVIEW_TABS)[number];

/** The list that someone begins with: whom reviews wait for, what does; staff and leaders all. */
export function firstTab(actor: PersonActor): ReviewTab {
  const isAsked = actor.guardian || actor.roles.length === 0 || hasRole(actor, "security_engineer");
  return isAsked ? "mine" : "all";
}

const REVIEW_SORTS = ["-updated", "age", "-age", "launch", "due"] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** The lists of what waits for someone: few, so that they can be ordered by when each is due. */
const WAITING: readonly ReviewTab[] = ["ready", "mine"];

/** The orders that a list has, its own first. */
export function sortsOf(tab: ReviewTab): [ReviewSort, ...ReviewSort[]] {
  return WAITING.includes(tab) ? ["due", "-updated", "age", "-age", "launch"] : ["-updated", "age", "-age", "launch"];
}

/** What the list of reviews shows: all of it stands in the URL. */
export type ReviewFilter = {
  tab: ReviewTab;
  state: ReviewState | "open" | "decided" | null;
  tier: Tier | null;
  type: ReviewType | null;
  team: number | null;
  service: number | null;
  guardian: number | null;
  reviewer: number | null;
  /** Who asked for it, is its guardian or reviews it. */
  person: number | null;
  q: string | null;
  sort: ReviewSort;
  page: number;
};

/** Which reviews an address asks for: whole files of them too. */
export const FILTER_PARAMETERS = {
  tab: oneOf(REVIEW_TABS),
  state: oneOf([...REVIEW_STATES, "open", "decided"]),
  tier: oneOf(TIERS),
  type: oneOf(REVIEW_TYPES),
  team: numberFrom1("the id of a team"),
  service: numberFrom1("the id of a service"),
  guardian: numberFrom1("the id of the assigned guardian"),
  reviewer: numberFrom1("the id of the reviewer"),
  person: numberFrom1("the id of who asked for the review, is its guardian or reviews it"),
  q: searchWords("words of the title, REV-12 or 12"),
};

/** As `FILTER_PARAMETERS`, for a list. */
export const LIST_PARAMETERS = {
  ...FILTER_PARAMETERS,
  sort: oneOf(REVIEW_SORTS, "-updated, age, -age or launch; due where reviews wait"),
  page: PAGE,
};

/** The parts of a filter that are ids of something with a name. */
export const NAMED_PARTS = ["team", "service", "guardian", "reviewer", "person"] as const;
export type NamedPart = (typeof NAMED_PARTS)[number];
/** What they are called: null where nothing has that id. */
export type FilterNames = Record<NamedPart, string | null>;

/**
 * Reads a filter from a query. What is not understood is left out, so an old link still opens. What is looked for without a list
 * is looked for among all.
 */
export function readFilter(query: Query, fallback: ReviewTab = "all"): ReviewFilter {
  const { tab: asked, sort: order, page, ...narrowed } = readParameters(LIST_PARAMETERS, query);
  const tab = asked ?? (holdsSome(narrowed) ? "all" : fallback);
  const sorts = sortsOf(tab);
  return { tab, ...narrowed, sort: sorts.find((name) => name === order) ?? sorts[0], page: page ?? 1 };
}

/** Whether a filter leaves out none of what someone may see. */
export function holdsAll({ tab, sort: _, page: __, ...narrowed }: ReviewFilter): boolean {
  return tab === "all" && !holdsSome(narrowed);
}

function holdsSome(narrowed: object): boolean {
  return Object.values(narrowed).some((value) => value !== null);
}

/** The filter as a query, with what is at its default left out. */
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
