/** The list a reader came from: label, URL and review ids in order. */
export type Queue = { label: string; href: string; ids: number[] };

const KEY = "guardians-queue";

/** Stores a list for its review pages, in this window only. A browser without storage does without. */
export function keepQueue(queue: Queue): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(queue));
  } catch {
    // Only the previous and next links are lost.
  }
}

/** The stored list, if it contains this review. */
export function queueWith(id: number): Queue | null {
  try {
    const queue = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Queue | null;
    return queue?.ids.includes(id) ? queue : null;
  } catch {
    return null;
  }
}
