"use client";

import { Confirm } from "#components/ui/confirm.tsx";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
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
  const { run, pending, problem } = useAction(action, { success: `${person.name} has left ${team.name}.` });
  return (
    <>
      <Confirm
        verb="End membership"
        question={`End the membership of ${person.name} in ${team.name}?`}
        onConfirm={() => run({ personId: person.id, teamId: team.id })}
        pending={pending}
        permission={permission}
        size="xs"
      >
        They no longer see what is the team's from now on.
      </Confirm>
      <ProblemAlert problem={problem} />
    </>
  );
}
