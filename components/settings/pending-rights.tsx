"use client";

import { Button, Group } from "@mantine/core";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** The role or identity and its person, for the labels of both buttons. */
  what: string;
  permission: Permission;
  confirm: () => Promise<ActionResult<unknown>>;
  withdraw: () => Promise<ActionResult<unknown>>;
};

/** Confirms or withdraws a role or identity waiting for a second admin. */
export function PendingMoves({ what, permission, confirm, withdraw }: Props) {
  const confirming = useAction(confirm, { success: "Confirmed." });
  const withdrawing = useAction(withdraw, { success: "Withdrawn." });
  return (
    <>
      <Group gap="xs">
        <GuardedButton
          size="xs"
          permission={permission}
          loading={confirming.pending}
          aria-label={`Confirm ${what}`}
          onClick={() => void confirming.run()}
        >
          Confirm
        </GuardedButton>
        <Button
          size="xs"
          variant="default"
          loading={withdrawing.pending}
          aria-label={`Withdraw ${what}`}
          onClick={() => void withdrawing.run()}
        >
          Withdraw
        </Button>
      </Group>
      <ProblemAlert problem={confirming.problem ?? withdrawing.problem} />
    </>
  );
}
