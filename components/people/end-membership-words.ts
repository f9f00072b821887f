import { type GuardianState, isGuardian } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";

/** The consequences of ending a membership, for a member who may be the team's guardian. */
export function endMembershipWords(team: string, guardianState: GuardianState | null): string {
  if (guardianState === null || !isGuardian(guardianState)) {
    return "They no longer see the team's work.";
  }
  return m`They stay a guardian of ${team} and keep what they were given as one, but no longer see the team's other work. Home asks them and the program managers to end the guardianship or restore the membership.`;
}
