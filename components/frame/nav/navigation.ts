import { paths } from "#lib/paths.ts";

/** The places of the product, in navigation order. */
export const PLACES = [
  { label: "Home", href: paths.home() },
  { label: "Reviews", href: paths.reviews() },
  { label: "Threat models", href: paths.threatModels() },
  { label: "Policies", href: paths.policies() },
  { label: "Guardians", href: paths.guardians() },
  { label: "Training", href: paths.training() },
  { label: "Metrics", href: paths.metrics() },
  { label: "Newsletters", href: paths.newsletters() },
  { label: "Program", href: paths.program() },
  { label: "Settings", href: paths.settings() },
] as const;

export type PlaceLabel = (typeof PLACES)[number]["label"];

/** Number of items waiting for the person, by place. */
export type PlaceCounts = Partial<Record<PlaceLabel, number>>;

/** Whether a page is the place itself or below it. */
export function isWithin(pathname: string, href: string): boolean {
  if (href === paths.home()) return pathname === href;
  return pathname === href || pathname.startsWith(`${href}/`);
}
