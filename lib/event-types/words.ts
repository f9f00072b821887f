/** The people to notify of an event, beside those whose review it is about. */
export type Told = { toIds?: readonly number[] };

/** The kinds of things that an event's data points to by id. */
export type NamedKind = "person" | "team" | "service" | "organisation" | "course" | "document";

/** What a sentence calls the things in it. */
export type Names = {
  /** Who did it: a person's name, "The system", or the pipeline. */
  actor: string;
  /** The id of that person; null where it was nobody. */
  actorId: number | null;
  /** What it was done to: "REV-12", a person's name, "the program". */
  subject: string;
  /** What else the event points to. */
  name: (kind: NamedKind, id: number) => string;
};

/** Events by type: what the data of one holds (ids and closed values, never free text), and its sentence. */
export type Events = Record<string, (data: never, names: Names) => string>;

export const plain = (word: string) => word.replace(/_/g, " ");

export const because = (code: string | null) => (code === null ? "" : ` (${plain(code)})`);

export const themselves = (personId: number, { actorId }: Names) => personId === actorId;

export const personOf = (id: number | null, names: Names) => (id === null ? "nobody" : names.name("person", id));

export const lower = (words: string) => words.toLowerCase();
