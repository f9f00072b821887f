import type { Db } from "#db/client.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import type { AuthorRole } from "#lib/threat-models/rules.ts";
import type { Agenda } from "./agenda.ts";
import type { ServiceKind } from "./content/services.ts";
import type { Tier } from "#lib/reviews/rules.ts";

export type Person = { id: number; name: string; managerId: number | null };
export type Team = { id: number; name: string; organisation: string; manager: Person; developers: Person[] };
export type Service = { id: number; name: string; kind: ServiceKind; tier: Tier; team: Team; asset: string };
export type ModelVersion = {
  id: number;
  threatModelId: number;
  seq: number;
  authorId: number;
  authorRole: AuthorRole;
  /** Threats without a documented mitigation stand in the way of an approval. */
  blocks: boolean;
};

/** Those who sign in to the demo, and the roles of the program. */
export type Cast = {
  admin: Person;
  manager: Person;
  guardian: Person;
  builder: Person;
  leader: Person;
  engineer: Person;
  engineer2: Person;
  /** Every security engineer, the two above first. */
  engineers: Person[];
};

/** What the story knows while it is told: the ids of what it made, and who can do what now. */
export type Story = {
  db: Db;
  /** When the program is founded, and when its first full quarter begins. */
  founded: Date;
  begins: Date;
  now: Date;
  agenda: Agenda;
  cast: Cast;
  teams: Team[];
  services: Service[];
  courses: Map<string, number>;
  /** Active guardians by team, in the order in which they became active. */
  guardians: Map<number, Person[]>;
  /** The latest version of each service's threat model. */
  models: Map<number, ModelVersion>;
  actors: Map<number, Actor>;
};

const REQUEST = "demo";

/** The product itself, at a time of the story. */
export function byProduct(db: Db, at: Date): Context {
  return { actor: { kind: "system", job: "demo" }, db, now: at, requestId: REQUEST };
}

/** A person at a time of the story, with what their session would load. */
export async function as(story: Story, person: Person, at: Date): Promise<Context> {
  const known = story.actors.get(person.id) ?? (await loadActor(story.db, person.id, at));
  if (!known) throw new Error(`${person.name} has left and can not act in the story any more.`);
  story.actors.set(person.id, known);
  return { actor: known, db: story.db, now: at, requestId: REQUEST };
}

/** What a person may do has changed: their next act loads it anew. */
export function changed(story: Story, person: Person): void {
  story.actors.delete(person.id);
}

export function guardiansOf(story: Story, team: Team): Person[] {
  return story.guardians.get(team.id) ?? [];
}

export function serviceNamed(story: Story, name: string): Service {
  const found = story.services.find((service) => service.name === name);
  if (!found) throw new Error(`The story has no service named ${name}.`);
  return found;
}

export function teamNamed(story: Story, name: string): Team {
  const found = story.teams.find((team) => team.name === name);
  if (!found) throw new Error(`The story has no team named ${name}.`);
  return found;
}
