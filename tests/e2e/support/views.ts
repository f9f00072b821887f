const SCHEMES = ["light", "dark"] as const;
const WIDTHS = [1280, 768, 390] as const;

/** How a page is looked at: in which colours, and how wide. */
export type View = { scheme: (typeof SCHEMES)[number]; width: number };

export const VIEWS: readonly View[] = WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ scheme, width })));

/** Another view for each page of a person, and for each person of a page: of many, every view is seen. */
export function viewInTurn(page: number, person: number): View {
  return VIEWS[(page + person) % VIEWS.length] ?? { scheme: "light", width: 1280 };
}
