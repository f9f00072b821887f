import { type Actor, readsBusinessCase } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { paths } from "#lib/paths.ts";
import { PLACES, type PlaceLabel } from "./navigation.ts";

/** One page of a place with several; `mayOpen` limits who sees the tab. */
type Tab = { key: string; label: string; href: string; mayOpen?: (actor: Actor) => boolean };

export const DIRECTORY_TABS = [
  { key: "people", label: "People", href: paths.guardians() },
  { key: "teams", label: "Teams and services", href: paths.teams() },
] as const satisfies readonly Tab[];

export const POLICY_TABS = [
  { key: "checks", label: "Checks", href: paths.policies() },
  { key: "profiles", label: "Profiles", href: paths.policies({ view: "profiles" }) },
  { key: "playground", label: "Playground", href: paths.policies({ view: "playground" }) },
  {
    key: "disagreements",
    label: "Disagreements",
    href: paths.policies({ view: "disagreements" }),
    mayOpen: (actor: Actor) => may(actor, "analyzer.inspect", null).allowed,
  },
] as const satisfies readonly Tab[];

export const SETTINGS_TABS = [
  { key: "about", label: "About", href: paths.setting("about") },
  {
    key: "people",
    label: "People and roles",
    href: paths.setting("people"),
    mayOpen: (actor: Actor) => may(actor, "people.manage", null).allowed,
  },
  { key: "organisation", label: "Organisation", href: paths.setting("organisation") },
  {
    key: "activity",
    label: "Activity log",
    href: paths.activityLog(),
    mayOpen: (actor: Actor) => may(actor, "audit.read", null).allowed,
  },
] as const satisfies readonly Tab[];

const METRICS_PAGES: readonly Tab[] = [
  { key: "case", label: "Business case", href: paths.businessCase(), mayOpen: readsBusinessCase },
];

const REVIEW_PAGES: readonly Tab[] = [{ key: "exceptions", label: "Exceptions", href: paths.exceptions() }];

const BELOW: readonly { place: PlaceLabel; tabs: readonly Tab[] }[] = [
  { place: "Reviews", tabs: REVIEW_PAGES },
  { place: "Policies", tabs: POLICY_TABS },
  { place: "Guardians", tabs: DIRECTORY_TABS },
  { place: "Metrics", tabs: METRICS_PAGES },
  { place: "Settings", tabs: SETTINGS_TABS },
];

export function tabsFor<T extends Tab>(tabs: readonly T[], actor: Actor): T[] {
  return tabs.filter(({ mayOpen }) => mayOpen?.(actor) ?? true);
}

/** The tabs in the form the page header draws. */
export function drawnTabs<T extends Tab>(tabs: readonly T[], current: T["key"]) {
  return tabs.map(({ key, label, href }) => ({ href, label, current: key === current }));
}

/** A page outside the navigation, with the place it belongs to. */
export type PageBelow = { label: string; href: string; place: PlaceLabel };

/** Pages below the places, limited to pages this actor may open. */
export function pagesBelow(actor: Actor): PageBelow[] {
  const isPlace = (href: string) => PLACES.some((place) => place.href === href);
  return BELOW.flatMap(({ place, tabs }) =>
    tabsFor(tabs, actor).flatMap(({ label, href }) => (isPlace(href) ? [] : [{ label, href, place }])),
  );
}
