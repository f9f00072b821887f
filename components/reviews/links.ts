import { LINK_LENGTHS } from "#lib/lengths.ts";
import type { Intake } from "#lib/reviews/rules/intake.ts";

type Links = Intake["links"];

/** Links as lines to edit: the name, then the address. */
export function linksText(links: Links): string {
  return links.map(({ label, url }) => `${label} ${url}`).join("\n");
}

/** Reads the lines back. The first line that is no link is named, so that nothing is dropped unseen. */
export function readLinks(text: string): { links: Links; unread: string | null } {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const links: Links = [];
  let unread: string | null = null;
  for (const line of lines) {
    const url = line.split(/\s/).at(-1) ?? "";
    const label = line.slice(0, -url.length).trimEnd();
    if (/^https?:\/\/\S/.test(url)) links.push({ label: label || url.slice(0, LINK_LENGTHS.label), url });
    else unread ??= line;
  }
  return { links, unread };
}
