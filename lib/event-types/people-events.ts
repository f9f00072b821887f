import type { Role } from "#lib/auth/actor.ts";
import { roleWord, someoneWith } from "#lib/auth/role-words.ts";
import { counted } from "#lib/words.ts";
import { type Events, type Names, personOf, type Told, themselves } from "./words.ts";

const begins = (from: string | null) =>
  from === null ? "another admin must confirm it" : `it takes effect at ${from.slice(0, 16).replace("T", " ")} UTC`;

/** Events about people, their sign-ins and their rights. */
export const PEOPLE_EVENTS = {
  "person.added": ({ personId }: { personId: number }, n: Names) => `${n.actor} added ${personOf(personId, n)}.`,
  "person.edited": ({ personId }: { personId: number; fields: string[] }, n: Names) =>
    `${n.actor} edited the profile of ${personOf(personId, n)}.`,
  "person.identity-linked": ({ personId }: { personId: number; identityId: number }, n: Names) =>
    `${n.actor} linked a sign-in identity to ${personOf(personId, n)}.`,
  /**
   * Not in effect yet: `from` is the start, or null until a second admin confirms it. `toIds`: other admins, and the
   * person with the role.
   */
  "person.role-requested": (
    { personId, role, from }: { personId: number; role: Role; grantId: number; from: string | null } & Told,
    n: Names,
  ) => `${n.actor} requested to make ${personOf(personId, n)} ${someoneWith(role)}: ${begins(from)}.`,
  "person.identity-requested": (
    { personId, from }: { personId: number; identityId: number; from: string | null } & Told,
    n: Names,
  ) => `${n.actor} requested to link a sign-in identity to ${personOf(personId, n)}: ${begins(from)}.`,
  "person.identity-unlinked": (
    { personId, sessions }: { personId: number; identityId: number; sessions: number },
    n: Names,
  ) => {
    const ended = sessions === 0 ? "" : `, ending ${counted(sessions, "session")}`;
    return `${n.actor} unlinked a sign-in identity from ${personOf(personId, n)}${ended}.`;
  },
  "person.sessions-ended": ({ personId, sessions }: { personId: number; sessions: number }, n: Names) =>
    themselves(personId, n)
      ? `${n.actor} signed out everywhere, ending ${counted(sessions, "session")}.`
      : `${n.actor} ended ${counted(sessions, "session")} of ${personOf(personId, n)}.`,
  "person.role-granted": (
    { personId, role, organisationId }: { personId: number; role: Role; organisationId: number | null },
    n: Names,
  ) => {
    const where = organisationId === null ? "" : ` for ${n.name("organisation", organisationId)}`;
    return `${n.actor} granted ${personOf(personId, n)} the ${roleWord(role)} role${where}.`;
  },
  "person.role-revoked": ({ personId, role }: { personId: number; role: Role }, n: Names) =>
    `${n.actor} revoked the ${roleWord(role)} role from ${personOf(personId, n)}.`,
  "person.deactivated": ({ personId }: { personId: number }, n: Names) =>
    `${n.actor} deactivated ${personOf(personId, n)}.`,
  "person.erased": ({ personId }: { personId: number }, n: Names) =>
    `${n.actor} erased the name of ${personOf(personId, n)}.`,
  "person.joined-team": ({ personId, teamId }: { personId: number; teamId: number }, n: Names) => {
    const team = n.name("team", teamId);
    if (themselves(personId, n)) return `${n.actor} joined ${team}.`;
    return `${n.actor} added ${personOf(personId, n)} to ${team}.`;
  },
  "person.left-team": ({ personId, teamId }: { personId: number; teamId: number }, n: Names) => {
    const team = n.name("team", teamId);
    if (themselves(personId, n)) return `${n.actor} left ${team}.`;
    return `${n.actor} removed ${personOf(personId, n)} from ${team}.`;
  },
  "session.started": ({ personId, provider }: { personId: number; provider: string }, n: Names) =>
    `${personOf(personId, n)} signed in with ${provider}.`,
  "session.ended": ({ personId }: { personId: number }, n: Names) => `${personOf(personId, n)} signed out.`,
  /** `personId`: the person, if known. */
  "session.refused": ({ provider, personId }: { provider: string; personId?: number }, n: Names) =>
    `A sign-in ${personId === undefined ? "" : `of ${personOf(personId, n)} `}with ${provider} was refused.`,
  "access.refused": ({ action }: { action: string }, n: Names) => `${n.actor} was refused: ${action}.`,
} satisfies Events;
