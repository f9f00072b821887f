import { readdirSync } from "node:fs";
import path from "node:path";

/** The addresses of all pages, with their parts in brackets: /reviews/[ref]. */
export function pagesOfTree(folder = "app"): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => pagePath(path.posix.dirname(file)))
    .sort();
}

/** The address of a page by its folder under app, in which a group of routes does not count: (program)/reviews/[ref] → /reviews/[ref] */
export function pagePath(folder: string): string {
  const parts = folder.split("/").filter((part) => !/^\.?$|^\(.*\)$/.test(part));
  return `/${parts.join("/")}`;
}
