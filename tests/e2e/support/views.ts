const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [1280, 768, 390] as const;

/** How a page is looked at: in which colours, and how wide. */
export type View = { scheme: (typeof SCHEMES)[number]; width: number };

export const VIEWS: readonly View[] = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));

/** Another view for each page of a person, and for each person of a page: of many, every view is seen. */
export function viewInTurn(page: number, person: number): View {
  return VIEWS[(page + person) % VIEWS.length] ?? { scheme: "light", width: 1280 };
}

/** One view after the other: a page that stands open is drawn anew where it changes. */
export function inViews<Stop extends { view: View }>(stops: readonly Stop[]): Stop[] {
  return stops.toSorted((one, other) => VIEWS.indexOf(one.view) - VIEWS.indexOf(other.view));
}
