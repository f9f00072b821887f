"use client";

import { Button, type ButtonProps, Group } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { Dialog } from "./dialog.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useAction } from "./use-action.ts";

type Props = ButtonProps & {
  /** The verb on the button and on its confirmation button: "Cancel review". */
  verb: string;
  /** The question, naming the object: "Cancel REV-12 Payments export?" */
  question: string;
  /** The consequences: what is lost, what cannot be undone, or a field the action needs. */
  children: ReactNode;
  action: () => Promise<ActionResult<unknown>>;
  /** Success message. */
  success: string;
  permission?: Permission;
};

/**
 * A button for a destructive action, with confirmation. The dialog closes on success and shows the reason for a
 * refusal.
 */
export function Confirm({ verb, question, children, action, success, permission = ALLOWED, ...button }: Props) {
  const [opened, setOpened] = useState(false);
  const { run, pending, problem } = useAction(action, { onDone: () => setOpened(false), success });
  return (
    <>
      <GuardedButton variant="default" {...button} permission={permission} onClick={() => setOpened(true)}>
        {verb}
      </GuardedButton>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={question} centered>
        {children}
        <ProblemAlert problem={problem} />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus="" onClick={() => setOpened(false)}>
            Cancel
          </Button>
          <Button color="red" loading={pending} onClick={() => void run()}>
            {verb}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
