"use client";

import { Confirm } from "#components/ui/confirm.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { MembershipInput } from "#lib/people/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  person: { id: number; name: string };
  team: { id: number; name: string };
  permission: Permission;
  action: (input: MembershipInput) => Promise<ActionResult<unknown>>;
};

/** Ends the membership of one person. */
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
      They no longer see what is the team's from now on.
    </Confirm>
  );
}
