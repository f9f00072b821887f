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
      else if (end < names.length && takes(part, names[end] ?? "")) next.add(end + 1);
    }
    ends = next;
  }
  return ends.size > 0;
}

/** Whether a pattern with `*` and `?` takes in a name: after a mistake it goes on behind the last star. */
function takes(pattern: string, name: string): boolean {
  let [at, star, retry] = [0, -1, 0];
  for (let index = 0; index < name.length; ) {
    const mark = pattern[at];
    if (mark === "*") {
      [star, retry] = [at, index];
      at += 1;
    } else if (mark !== undefined && (mark === "?" || mark === name[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      index = retry;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
