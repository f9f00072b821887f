import { PEOPLE_EVENTS } from "./people-events.ts";
import { PROGRAM_EVENTS } from "./program-events.ts";
import { REVIEW_EVENTS } from "./review-events.ts";
import { type Names, plain } from "./words.ts";

/** Every event of the product by type. */
export const EVENTS = { ...REVIEW_EVENTS, ...PEOPLE_EVENTS, ...PROGRAM_EVENTS };

export type EventType = keyof typeof EVENTS;
export type EventData = { [Type in EventType]: Parameters<(typeof EVENTS)[Type]>[0] };

export const EVENT_TYPES = Object.keys(EVENTS) as EventType[];

export const SUBJECT_KINDS = [
  "review",
  "person",
  "team",
  "service",
  "organisation",
  "threat_model",
  "course",
  "program",
  "newsletter",
  "program_review",
  "session",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** What an event is about. */
export type Subject = { kind: SubjectKind; id: number };

/** What happened to which subject. Actor, time and request come from the context. */
export type Event = {
  [Type in EventType]: { type: Type; subject: Subject; data: EventData[Type] };
}[EventType];

/** One plain sentence about an event. For a type no longer in the vocabulary, it names the type. */
export function sentenceOf({ type, data }: { type: string; data: unknown }, names: Names): string {
  if (!isEventType(type)) return `${names.actor}: ${plain(type)}, ${names.subject}.`;
  const sentence = EVENTS[type] as (data: unknown, names: Names) => string;
  return sentence(data, names);
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}
