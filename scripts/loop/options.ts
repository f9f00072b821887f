import { parseArgs } from "node:util";
import { VIEWS, type View } from "#tests/e2e/support/views.ts";
import { WALKERS, type Walker } from "#tests/e2e/support/walkers.ts";
import { pagesOfTree } from "#tests/support/pages-of-tree.ts";

/**
 * The pages, walkers and views, and the folder for screenshots, if any. `long`: detail pages show a planted item with
 * long words in two directions, if the walker may see it.
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

/** The requested names among those available, separated by commas; all of them if none are requested. */
function chosen(what: string, wish: string | undefined, all: string[]): string[] {
  const names = wish?.split(",") ?? all;
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Error(`Unknown ${what}: ${unknown.join(", ")}. Available: ${all.join(", ")}.`);
  return names;
}
