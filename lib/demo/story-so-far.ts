import type { Db } from "#db/client.ts";
import type { Actor } from "#lib/auth/actor.ts";
import { loadActor } from "#lib/auth/load-actor.ts";
import type { Context } from "#lib/context.ts";
import type { AuthorRole } from "#lib/threat-models/rules/model.ts";
import type { Agenda } from "./agenda.ts";
import { dayOf } from "./clock.ts";
import type { ServiceContent, TeamContent } from "./content/organisation.ts";

export type Person = { id: number; name: string; teamId: number | null; managerId: number | null };
export type Team = {
  id: number;
  name: string;
  organisation: string;
  manager: Person;
  members: Person[];
  content: TeamContent;
};
export type Service = ServiceContent & { id: number; team: Team };

/** The latest version of a service's threat model. */
export type ModelVersion = {
  versionId: number;
  authorId: number;
  authorRole: AuthorRole;
  /** A threat without a documented mitigation blocks an approval. */
  blocks: boolean;
  edition: number;
  importedAt: Date;
};

/** People who can sign in to the demo, and the program's roles. */
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

/** The story's state: created ids, and current roles. */
export type Story = {
  db: Db;
  /** When the program is founded, and when its first full quarter begins. */
  founded: Date;
  begins: Date;
  now: Date;
  /** 1 for the whole program; less for a small one. */
  scale: number;
  agenda: Agenda;
  cast: Cast;
  teams: Team[];
  services: Service[];
  /** Course ids by code. */
  courses: Map<string, number>;
  /** Active guardians by team, in the order of activation. */
  guardians: Map<number, Person[]>;
  /** By service id. */
  models: Map<number, ModelVersion>;
  actors: Map<number, Actor>;
  /** Whether an engineer has declined to rate a guardian's input, which happens once. */
  declined: boolean;
};

const REQUEST = "demo";

/** The product itself as the actor, at a time of the story. */
export function byProduct(db: Db, at: Date): Context {
  return { actor: { kind: "system", job: "demo" }, db, now: at, day: dayOf(at), requestId: REQUEST };
}

/** A person as the actor at a time of the story, loaded like in a session. */
export async function as(story: Story, person: Person, at: Date): Promise<Context> {
  const known = story.actors.get(person.id) ?? (await loadActor(story.db, person.id, at));
  if (!known) throw new Error(`${person.name} has left and can no longer act in the story.`);
  story.actors.set(person.id, known);
  return { actor: known, db: story.db, now: at, day: dayOf(at), requestId: REQUEST };
}

/** A guardian's state has changed, so reload the actor before the next action. */
export function setActive(story: Story, person: Person, active: boolean): void {
  story.actors.delete(person.id);
  if (person.teamId === null) return;
  const others = guardiansOf(story, person.teamId).filter(({ id }) => id !== person.id);
  story.guardians.set(person.teamId, active ? [...others, person] : others);
}

export function guardiansOf(story: Story, teamId: number): Person[] {
  return story.guardians.get(teamId) ?? [];
}

export function isActive(story: Story, person: Person): boolean {
  return person.teamId !== null && guardiansOf(story, person.teamId).some(({ id }) => id === person.id);
}

export function serviceNamed(story: Story, name: string): Service {
  const found = story.services.find((service) => service.name === name);
  if (!found) throw new Error(`The story has no service named ${name}.`);
  return found;
}
