import { LINK_LENGTHS } from "#lib/lengths.ts";

export type Link = { label: string; url: string };

/** Links as editable lines: name, then URL. A link without its own name is just the URL. */
export function linksText(links: readonly Link[]): string {
  return links
    .map(({ label, url }) => {
      const address = url.replace(/\s/g, "%20");
      return label === nameOf(url) ? address : `${label} ${address}`;
    })
    .join("\n");
}

/**
 * Parses the lines, with the URL first or last. The first unreadable line is returned, so nothing is dropped silently.
 */
export function readLinks(text: string): { links: Link[]; unread: string | null } {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  const read = lines.map((line) => ({ line, link: readLink(line) }));
  return {
    links: read.flatMap(({ link }) => link ?? []),
    unread: read.find(({ link }) => link === null)?.line ?? null,
  };
}

function readLink(line: string): Link | null {
  const words = line.split(/\s+/);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  const url = [last, first].find((word) => /^https?:\/\/\S/i.test(word));
  if (url === undefined) return null;
  const others = url === last ? words.slice(0, -1) : words.slice(1);
  return { label: others.join(" ") || nameOf(url), url };
}

function nameOf(url: string): string {
  return url.slice(0, LINK_LENGTHS.label);
}
