/** The list that someone came from: what it is called, where it is, and its reviews in order. */
export type Queue = { label: string; href: string; ids: number[] };

const KEY = "guardians-queue";

/** Keeps a list for the pages of its reviews, in this window only. A browser without storage goes on without it. */
export function keepQueue(queue: Queue): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(queue));
  } catch {
    // Nothing is lost but the way to the next one.
  }
}

/** The kept list, where it has this review. */
export function queueWith(id: number): Queue | null {
  try {
    const queue = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Queue | null;
    return queue?.ids.includes(id) ? queue : null;
  } catch {
    return null;
  }
}
