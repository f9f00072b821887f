/** "intake › hosts › 2": a position in the input, lists counted from one. */
export function pathWords(path: readonly (string | number)[]): string {
  return path.map((part) => (typeof part === "number" ? String(part + 1) : plainWords(part))).join(" › ");
}

/** "requestedLaunchOn" and "request_changes" as words. */
export function plainWords(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/_/g, " ")
    .toLowerCase();
}
