/** The maximum listed per kind: enough for a morning. */
export const MOST = 50;

/** The subject of a need, which determines its icon. */
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

/** Something waiting for a person: verb, subject, link and due time. */
export type Need = {
  key: string;
  kind: NeedKind;
  verb: string;
  thing: string;
  href: string;
  due: string | null;
  overdue: boolean;
  /** Most of the available time is used up. */
  atRisk: boolean;
  note: string;
};

export function isPast(day: string | null, today: string): boolean {
  return day !== null && day < today;
}

export const OWNER_LEFT = "owner has left";

/** Note next to a subject: its context, and why the need passed to another person, if so. */
export function noteOf(of: string, why?: string | null): string {
  return why ? `${of}, ${why}` : of;
}

/** Overdue first, then by due time, then without one. */
export function byDue(a: Need, b: Need): number {
  if (a.overdue !== b.overdue) return a.overdue ? -1 : 1;
  if (a.due === b.due) return a.key < b.key ? -1 : 1;
  if (a.due === null) return 1;
  if (b.due === null) return -1;
  return a.due < b.due ? -1 : 1;
}
