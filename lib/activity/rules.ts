import { daysAfter } from "#lib/zoned-time.ts";

export const ACTIVITY_TYPES = [
  "questions_answered",
  "security_stories",
  "deep_dive",
  "support",
  "review",
  "training_given",
] as const;
export type ActivityType = (typeof ACTIVITY_TYPES)[number];

export const ACTIVITY_WORDS: Record<ActivityType, string> = {
  questions_answered: "Questions answered",
  security_stories: "Security stories",
  deep_dive: "Deep dive",
  support: "Support",
  review: "Review",
  training_given: "Training given",
};

type Entry = { type: ActivityType; minutes: number; onDate: string; reviewId: number | null; note: string };

/** An identical entry within this time is a double submit, not more work. */
const REPEAT_MS = 60_000;

/** Whether an entry repeats the previous one. */
export function isRepeat(last: Entry & { createdAt: Date }, next: Entry, now: Date): boolean {
  const same =
    last.type === next.type &&
    last.minutes === next.minutes &&
    last.onDate === next.onDate &&
    last.reviewId === next.reviewId &&
    last.note === next.note;
  return same && Math.abs(now.getTime() - last.createdAt.getTime()) < REPEAT_MS;
}

/** The Monday of a day's week, both as YYYY-MM-DD. */
export function mondayOf(day: string): string {
  return daysAfter(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** "1 h 30 min" */
export function durationWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
