"use client";

import { Confirm } from "#components/ui/forms/confirm.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { GuardianState } from "#lib/guardians/rules.ts";
import type { MembershipInput } from "#lib/people/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { endMembershipWords } from "./end-membership-words.ts";

type Props = {
  /** A member with their guardian state in this team. */
  person: { id: number; name: string; guardianState: GuardianState | null };
  team: { id: number; name: string };
  permission: Permission;
  action: (input: MembershipInput) => Promise<ActionResult<unknown>>;
};

export function EndMembership({ person, team, permission, action }: Props) {
  return (
    <Confirm
      verb="End membership"
      question={`End the membership of ${person.name} in ${team.name}?`}
      action={() => action({ personId: person.id, teamId: team.id })}
      success={`${person.name} has left ${team.name}.`}
      permission={permission}
      size="xs"
    >
      {endMembershipWords(team.name, person.guardianState)}
    </Confirm>
  );
}
