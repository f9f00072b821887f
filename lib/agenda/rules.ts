/** So many of one sort are enough for a morning. */
export const MOST = 50;

/** What a thing that waits is about; it is drawn by it. */
export type NeedKind =
  | "review"
  | "claim"
  | "answer"
  | "endorsement"
  | "hold"
  | "feedback"
  | "finding"
  | "condition"
  | "follow_up"
  | "waiver"
  | "launch"
  | "course"
  | "nomination"
  | "belt"
  | "coverage"
  | "guardianship";

/** One thing that waits for a person: a verb, the thing, where to do it, and until when. */
export type Need = {
  key: string;
  kind: NeedKind;
  verb: string;
  thing: string;
  href: string;
  due: string | null;
  overdue: boolean;
  /** Most of the time there is for it is used. */
  atRisk: boolean;
  note: string;
};

export function isPast(day: string | null, today: string): boolean {
  return day !== null && day < today;
}

export const OWNER_LEFT = "whose owner has left";

/** What stands beside a thing: what it is part of, and why it is asked of someone else, if it is. */
export function noteOf(of: string, why?: string | null): string {
  return why ? `${of}, ${why}` : of;
}

/** What is overdue first, then by due time; what has none comes last. */
export function byDue(a: Need, b: Need): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  if (a.due === b.due) return a.key < b.key ? -1 : 1;
  if (a.due === null) return 1;
  if (b.due === null) return -1;
  return a.due < b.due ? -1 : 1;
}
