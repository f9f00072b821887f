export const ROLES = ["security_engineer", "program_manager", "auditor", "leader", "admin"] as const;
/** A role that is granted. Everybody is a builder; being a guardian is a lifecycle state, never a grant. */
export type Role = (typeof ROLES)[number];

/** A signed-in person with what decides what they see: loaded afresh for each request. */
export type PersonActor = {
  kind: "person";
  personId: number;
  name: string;
  email: string;
  roles: readonly Role[];
  /** Active as a guardian now. */
  guardian: boolean;
  /** Holds a belt that grants the fast path, while the program has it switched on: nobody yet, for no belt grants anything. */
  fastPath: boolean;
  /** Teams the person is a member of today. */
  teamIds: readonly number[];
  /** For a leader: every organisation of the subtrees they lead. */
  organisationIds: readonly number[];
};

/** A job of the product itself, named for the record. */
export type SystemActor = { kind: "system"; job: string };

/** A pipeline that proved who it is: it acts for one repository only. None asks before pipelines submit what they checked. */
type CiActor = { kind: "ci"; repositoryId: string };

/** An API token, acting as the person who made it with no more than its scopes. None asks before people can make one. */
type TokenActor = { kind: "token"; tokenId: number; person: PersonActor; scopes: readonly string[] };

export type Actor = PersonActor | SystemActor | CiActor | TokenActor;

/** The answer of the gate. `actor`: the wrong person (403); `state`: the wrong moment or an unmet guard (409). */
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

/** Who may read the numbers of the whole program: its staff. Leaders read those below their organisations. */
export function readsAllNumbers(actor: Actor): boolean {
  return hasRole(actor, "security_engineer", "program_manager", "auditor");
}

/** Who may read what guardians save in the whole program: its staff and leaders. */
export function readsBusinessCase(actor: Actor): boolean {
  return readsAllNumbers(actor) || (personOf(actor)?.organisationIds.length ?? 0) > 0;
}

/** Who an actor is, as what is counted or shared by actor names it: a token is apart from its person. */
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
