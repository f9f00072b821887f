import type { PersonActor, Role } from "./actor.ts";

export const ROLE_NAMES: Record<Role, string> = {
  security_engineer: "Security engineer",
  program_manager: "Program manager",
  auditor: "Auditor",
  leader: "Leader",
  admin: "Admin",
};

/** The role inside a sentence: "security engineer". */
export function roleWord(role: Role): string {
  return ROLE_NAMES[role].toLowerCase();
}

/** Whoever has the role: "a security engineer", "an auditor". */
export function someoneWith(role: Role): string {
  return `${/^[aeiou]/i.test(ROLE_NAMES[role]) ? "an" : "a"} ${roleWord(role)}`;
}

/** What somebody is in the program, in words: "Security engineer, guardian". Everybody is at least a builder. */
export function rolesInWords({ roles, guardian }: Pick<PersonActor, "roles" | "guardian">): string {
  const words = [...roles.map((role) => ROLE_NAMES[role]), ...(guardian ? ["Guardian"] : [])];
  const [first = "Builder", ...others] = words;
  return [first, ...others.map((word) => word.toLowerCase())].join(", ");
}
