import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

/** What Next renders by itself: each is judged alone. */
const PAGE = /^app\/(?:.+\/)?(?:page|layout|template|default|error|loading|not-found)\.tsx$/;
/** Who asks and how this deployment is set up: no query. */
const SETTING = /^lib\/(?:auth\/(?:session|providers)|env|context)\.ts$/;

/** Pages that gather what they show by themselves: what one needs of several nouns is one query, beside the others. */
export function gatheredInPages(sources: Source[]): string[] {
  const files = new Map(sources.map((source) => [source.file, source]));
  return sources
    .filter(({ file }) => PAGE.test(file))
    .flatMap(({ file }) => {
      const read = [...queriesOf(file, files)];
      return read.length > 1 ? [`${file} reads with ${read.join(" and ")}`] : [];
    });
}

/** What a page and its own parts read with; what it does when it is asked to is an action. */
function queriesOf(page: string, files: ReadonlyMap<string, Source>): Set<string> {
  const read = new Set<string>();
  const parts = new Set([page]);
  for (const part of parts) {
    for (const { target, ours, typeOnly } of files.get(part)?.imports ?? []) {
      if (!ours || typeOnly) continue;
      if (isQuery(target)) read.add(target);
      else if (target.startsWith("app/") && !PAGE.test(target) && !isAction(files.get(target))) parts.add(target);
    }
  }
  return read;
}

function isAction(source: Source | undefined): boolean {
  return source !== undefined && withoutComments(source.text).trimStart().startsWith('"use server"');
}

function isQuery(file: string): boolean {
  return ["domain", "data"].includes(rowOf(file) ?? "") && !SETTING.test(file);
}
