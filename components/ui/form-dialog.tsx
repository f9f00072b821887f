"use client";

import { Button, type ButtonProps, Group, Stack, Text } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { GuardedButton } from "#components/ui/guarded-button.tsx";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** The verb on the button and on the button that confirms it. */
  label: string;
  title: string;
  explain?: string;
  success: string;
  permission: Permission;
  danger?: boolean;
  button?: ButtonProps;
  /** Runs the verb on what the controls hold. */
  action: (form: FormData) => Promise<ActionResult<unknown>>;
  children?: ReactNode;
};

/** A button that opens a dialog with a form. What was typed stays when the verb refuses it. */
export function FormDialog({ label, title, explain, success, permission, danger, button, action, children }: Props) {
  const [opened, setOpened] = useState(false);
  const { run, pending, problem } = useAction(action, { onDone: () => setOpened(false), success });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void run(new FormData(event.currentTarget));
  };
  return (
    <>
      <GuardedButton variant="default" {...button} permission={permission} onClick={() => setOpened(true)}>
        {label}
      </GuardedButton>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={title} size="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            {explain ? <Text>{explain}</Text> : null}
            <ProblemAlert problem={problem} />
            {children}
            <Group justify="flex-end">
              <Button variant="default" type="button" onClick={() => setOpened(false)}>
                Keep as it is
              </Button>
              <Button type="submit" color={danger ? "red" : undefined} loading={pending}>
                {label}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
