import { type GuardianState, isGuardian } from "#lib/guardians/rules.ts";

/** What the end of a membership means to the member, who may be a guardian of the team. */
export function endMembershipWords(team: string, guardianState: GuardianState | null): string {
  if (guardianState === null || !isGuardian(guardianState)) {
    return "They no longer see what is the team's from now on.";
  }
  return `They stay a guardian of ${team} and keep what was given to them as one, but no longer see what else is the team's. Home asks them and the program managers to end the guardianship too, or to add them to the team again.`;
}
