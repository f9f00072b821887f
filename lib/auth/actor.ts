export const ROLES = ["security_engineer", "program_manager", "auditor", "leader", "admin"] as const;
/** A grantable role. Everybody is a builder; being a guardian is a lifecycle state, never a grant. */
export type Role = (typeof ROLES)[number];

/** A signed-in person with everything that decides their access, loaded for each request. */
export type PersonActor = {
  kind: "person";
  personId: number;
  name: string;
  email: string;
  roles: readonly Role[];
  guardian: boolean;
  /** Has a belt with the fast path while the program has it enabled. Nobody yet, because no belt grants anything. */
  fastPath: boolean;
  /** Teams with the person as a member today. */
  teamIds: readonly number[];
  /** For a leader: every organisation in the subtrees they lead. */
  organisationIds: readonly number[];
};

/** A job of the product itself, named for the record. */
export type SystemActor = { kind: "system"; job: string };

/** An authenticated pipeline, limited to one repository. Unused until pipelines submit their check results. */
type CiActor = { kind: "ci"; repositoryId: string };

/** An API token, acting as its creator within its scopes. Unused until people can create tokens. */
type TokenActor = { kind: "token"; tokenId: number; person: PersonActor; scopes: readonly string[] };

export type Actor = PersonActor | SystemActor | CiActor | TokenActor;

/** An authorization result. `actor`: the wrong person (403); `state`: the wrong moment or an unmet guard (409). */
export type Permission = { allowed: true } | { allowed: false; because: "actor" | "state"; reason: string };

export const ALLOWED: Permission = { allowed: true };

export function refused(because: "actor" | "state", reason: string): Permission {
  return { allowed: false, because, reason };
}

/** The person behind an actor, or null for the system and for pipelines. */
export function personOf(actor: Actor): PersonActor | null {
  if (actor.kind === "person") return actor;
  return actor.kind === "token" ? actor.person : null;
}

/** Whether the actor may read the whole program's numbers: its staff. Leaders read those below their organisations. */
export function readsAllNumbers(actor: Actor): boolean {
  return hasRole(actor, "security_engineer", "program_manager", "auditor");
}

/** Whether the actor may read the savings by guardians in the whole program: its staff and leaders. */
export function readsBusinessCase(actor: Actor): boolean {
  return readsAllNumbers(actor) || (personOf(actor)?.organisationIds.length ?? 0) > 0;
}

/** A key for counting or sharing by actor. A token is separate from its person. */
export function actorKey(actor: Actor): string {
  switch (actor.kind) {
    case "person":
      return `person ${actor.personId}`;
    case "token":
      return `token ${actor.tokenId}`;
    case "ci":
      return `repository ${actor.repositoryId}`;
    case "system":
      return `job ${actor.job}`;
  }
}

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  if (actor.kind === "system") return true;
  const person = personOf(actor);
  return person !== null && roles.some((role) => person.roles.includes(role));
}
