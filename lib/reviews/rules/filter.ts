import { hasRole, type PersonActor } from "#lib/auth/actor.ts";
import { REVIEW_TYPES, type ReviewType } from "./review-types.ts";
import { REVIEW_STATES, type ReviewState } from "./states.ts";
import { TIERS, type Tier } from "./tiers.ts";

export const REVIEW_TABS = ["ready", "mine", "team", "all"] as const;
export type ReviewTab = (typeof REVIEW_TABS)[number];

/** The list that somebody begins with: whom reviews wait for, what does; staff and leaders all. */
export function firstTab(actor: PersonActor): ReviewTab {
  const isAsked = actor.guardian || actor.roles.length === 0 || hasRole(actor, "security_engineer");
  return isAsked ? "mine" : "all";
}

export const REVIEW_SORTS = ["-updated", "age", "-age", "launch", "due"] as const;
export type ReviewSort = (typeof REVIEW_SORTS)[number];

/** The lists of what waits for somebody: few, so that they can be ordered by when each is due. */
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

/** What each part of a filter means, for who writes an address; `page` apart, which only lists have. */
export const FILTER_PARAMETERS = {
  tab: "ready, mine, team or all",
  state: "A state, or open, or decided",
  tier: "low, medium or high",
  type: "The type of the review",
  team: "The id of a team",
  service: "The id of a service",
  guardian: "The id of the assigned guardian",
  reviewer: "The id of the reviewer",
  person: "The id of who asked for the review, is its guardian or reviews it",
  q: "Words of the title, or REV-12",
} as const satisfies Partial<Record<keyof ReviewFilter, string>>;

/** The parts of a filter that are ids of something with a name. */
export const NAMED_PARTS = ["team", "service", "guardian", "reviewer", "person"] as const;
export type NamedPart = (typeof NAMED_PARTS)[number];
/** What they are called: null where nothing has that id. */
export type FilterNames = Record<NamedPart, string | null>;

/**
 * Reads a filter from a query. What is not understood is left out, so an old link still opens. What is looked for without a list
 * is looked for among all.
 */
export function readFilter(query: Record<string, string | undefined>, fallback: ReviewTab = "all"): ReviewFilter {
  const narrowed = narrowingOf(query);
  const isNarrowed = Object.values(narrowed).some((value) => value !== null);
  const tab = oneOf(REVIEW_TABS, query.tab) ?? (isNarrowed ? "all" : fallback);
  const sorts = sortsOf(tab);
  return {
    tab,
    ...narrowed,
    sort: oneOf(sorts, query.sort) ?? sorts[0],
    page: positive(query.page) ?? 1,
  };
}

function narrowingOf(query: Record<string, string | undefined>) {
  return {
    state: oneOf([...REVIEW_STATES, "open", "decided"] as const, query.state),
    tier: oneOf(TIERS, query.tier),
    type: oneOf(REVIEW_TYPES, query.type),
    team: positive(query.team),
    service: positive(query.service),
    guardian: positive(query.guardian),
    reviewer: positive(query.reviewer),
    person: positive(query.person),
    q: textOf(query.q),
  };
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

/** At most a hundred characters to look for, never half a character. */
function textOf(value: string | undefined): string | null {
  const text = value?.replace(/\0|\p{Surrogate}/gu, "").trim() ?? "";
  return [...text].slice(0, 100).join("").trim() || null;
}

function oneOf<T extends string>(values: readonly T[], value: string | undefined): T | null {
  return values.find((candidate) => candidate === value) ?? null;
}

function positive(value: string | undefined): number | null {
  return value !== undefined && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : null;
}
