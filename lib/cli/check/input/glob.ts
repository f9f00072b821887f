import { globTakes } from "#lib/iam/index.ts";

/**
 * Whether a pattern excludes a path. `*` and `?` match within a name, `**` any folders; a pattern without a slash
 * matches a name anywhere. Contents of excluded folders are excluded too.
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

/** Whether the pattern matches a path or a folder above it. `ends`: the numbers of names matched so far. */
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
