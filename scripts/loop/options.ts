import { parseArgs } from "node:util";
import { VIEWS, type View } from "#tests/e2e/support/views.ts";
import { WALKERS, type Walker } from "#tests/e2e/support/walkers.ts";
import { pagesOfTree } from "#tests/support/pages-of-tree.ts";

/**
 * Which pages are walked by whom and how, and the folder that keeps a picture of each, if any. `long`: pages that show one
 * thing show one of long words in two directions, planted for it, as far as the walker may see it.
 */
export type Options = { pages: string[]; walkers: Walker[]; views: View[]; pictures: string | null; long: boolean };

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      pages: { type: "string" },
      roles: { type: "string" },
      "only-width": { type: "string" },
      "only-scheme": { type: "string" },
      pictures: { type: "string" },
      long: { type: "boolean", default: false },
    },
  });
  const tree = pagesOfTree();
  const roles: string[] = WALKERS.map(({ role }) => role);
  const asked = chosen("role", values.roles, roles);
  const widths = chosen("width", values["only-width"], [...new Set(VIEWS.map(({ width }) => String(width)))]);
  const schemes = chosen("scheme", values["only-scheme"], [...new Set(VIEWS.map(({ scheme }) => scheme))]);
  return {
    pages: chosen("page", values.pages, tree),
    walkers: WALKERS.filter(({ role }) => asked.includes(role)),
    views: VIEWS.filter(({ width, scheme }) => widths.includes(String(width)) && schemes.includes(scheme)),
    pictures: values.pictures ?? null,
    long: values.long,
  };
}

/** What was asked for of what there is, separated by commas; without a wish, all of it. */
function chosen(what: string, wish: string | undefined, all: string[]): string[] {
  const names = wish?.split(",") ?? all;
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`There is no ${what} ${unknown.join(", ")}. There are ${all.join(", ")}.`);
  return names;
}
