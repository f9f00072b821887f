import { globTakes } from "#lib/iam/index.ts";

/**
 * Whether a path is left out by one of the patterns. `*` and `?` stand for what is in one name, `**` for any folders; a
 * pattern without a slash is of a name wherever it stands. What is in a folder that is left out is left out with it.
 */
export function excluder(patterns: readonly string[]): (shown: string) => boolean {
  const wanted = patterns.map(partsOf).filter(({ length }) => length > 0);
  return (shown) => {
    const names = shown.split("/");
    return wanted.some((parts) => leadsInto(parts, names));
  };
}

function partsOf(pattern: string): string[] {
  const parts = pattern.split("/").filter((part) => part !== "" && part !== ".");
  return parts.length === 1 ? [ANY_FOLDERS, ...parts] : parts;
}

const ANY_FOLDERS = "**";

/** Whether the pattern takes in a path, or a folder above it: `ends` are how many of its names have been taken in so far. */
function leadsInto(parts: readonly string[], names: readonly string[]): boolean {
  let ends = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const end of ends) {
      if (part === ANY_FOLDERS) for (let at = end; at <= names.length; at += 1) next.add(at);
      else if (end < names.length && globTakes(part, names[end] ?? "")) next.add(end + 1);
    }
    ends = next;
  }
  return ends.size > 0;
}
