import path from "node:path";
import type { ActionResult } from "#lib/web/form-action.ts";
import { readSources } from "./architecture/source.ts";
import { pagePath } from "./pages-of-tree.ts";

export type ServerAction = {
  /** Its file and its name. */
  name: string;
  run: (...args: unknown[]) => Promise<ActionResult<unknown> | undefined>;
};

export type Page = {
  /** Its address, as in `/reviews/[ref]`. */
  name: string;
  render: (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<unknown>;
};

const SOURCES = readSources(path.resolve(import.meta.dirname, "../.."));

/** The files in which Next looks for server actions: with the words at the top, or anywhere in them. */
export const ACTION_FILES = SOURCES.filter(
  ({ file, text }) => /^(app|components|lib)\//.test(file) && /^\s*["']use server["'];?$/m.test(text),
).map(({ file }) => file);

/** Every server action of the tree. Import it after the session is mocked. */
export async function serverActions(): Promise<ServerAction[]> {
  const found: ServerAction[] = [];
  for (const file of ACTION_FILES) {
    const module = (await import(path.resolve(file))) as Record<string, ServerAction["run"]>;
    found.push(...Object.entries(module).map(([name, run]) => ({ name: `${file} ${name}`, run })));
  }
  return found;
}

/** Every page of the tree, as Next would call it. */
export async function pages(): Promise<Page[]> {
  const found: Page[] = [];
  for (const { file } of SOURCES.filter(({ file }) => /^app\/(.*\/)?page\.tsx$/.test(file))) {
    const module = (await import(path.resolve(file))) as { default: Page["render"] };
    const name = pagePath(path.posix.relative("app", path.posix.dirname(file)));
    found.push({ name, render: async (props) => module.default(props) });
  }
  return found;
}

/** Every file of the tree that answers requests, by its address. */
export function routeFiles(): string[] {
  return SOURCES.filter(({ file }) => /^app\/.*\/?route\.tsx?$/.test(file)).map(
    ({ file }) => `/${path.posix.dirname(file).replace(/^app\//, "")}`,
  );
}
