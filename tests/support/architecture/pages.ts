import { rowOf } from "./rows.ts";
import type { Source } from "./source.ts";

const PAGE = /^app\/\(program\)\/(?:.+\/)?page\.tsx$/;
/** Who asks and how this deployment is set up: no query. */
const SETTING = /^lib\/(?:auth\/(?:session|providers)|env|context)\.ts$/;

/** Pages that gather what they show by themselves: what one needs of several nouns is one query, beside the others. */
export function gatheredInPages(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => PAGE.test(file))
    .flatMap(({ file, imports }) => {
      const queries = imports.filter(({ target, ours, typeOnly }) => ours && !typeOnly && isQuery(target));
      const read = [...new Set(queries.map(({ target }) => target))];
      return read.length > 1 ? [`${file} reads with ${read.join(" and ")}`] : [];
    });
}

function isQuery(file: string): boolean {
  return ["domain", "data"].includes(rowOf(file) ?? "") && !SETTING.test(file);
}
