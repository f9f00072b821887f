import type { Finds } from "#components/frame/search/find.ts";

const LIST_WORDS: Record<string, string> = {
  review: "More reviews",
  "threat-model": "More threat models",
  person: "More people",
  service: "More teams and services",
  team: "More teams and services",
};

/** Links from a kind to results that did not fit. A list covering several kinds appears below the last of them. */
export function moreLists(kind: string, more: Finds["more"]): { label: string; href: string }[] {
  const last = more.filter(({ href }, at) => !more.slice(at + 1).some((later) => later.href === href));
  return last.filter((list) => list.kind === kind).map(({ href }) => ({ label: LIST_WORDS[kind] ?? kind, href }));
}
