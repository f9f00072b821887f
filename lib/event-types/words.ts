/** People to notify of an event, in addition to those whose review it concerns. */
export type Told = { toIds?: readonly number[] };

/** The kinds of things that event data refers to by id. */
export type NamedKind = "person" | "team" | "service" | "organisation" | "course" | "document";

/** Names for use in a sentence. */
export type Names = {
  /** The actor: a person's name, "The system", or the pipeline. */
  actor: string;
  /** The person's id; null if the actor is not a person. */
  actorId: number | null;
  /** The subject: "REV-12", a person's name, "the program". */
  subject: string;
  /** Names of other things the event refers to. */
  name: (kind: NamedKind, id: number) => string;
};

/** Events by type: their data (ids and closed values, never free text) and their sentence. */
export type Events = Record<string, (data: never, names: Names) => string>;

export const plain = (word: string) => word.replace(/_/g, " ");

export const because = (code: string | null) => (code === null ? "" : ` (${plain(code)})`);

export const themselves = (personId: number, { actorId }: Names) => personId === actorId;

export const personOf = (id: number | null, names: Names) => (id === null ? "nobody" : names.name("person", id));

export const lower = (words: string) => words.toLowerCase();
