"use client";

import { Button, type ButtonProps, Group, Stack, Text } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Form } from "#components/ui/form.tsx";
import { GuardedButton } from "#components/ui/guarded-button.tsx";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type DialogControl = { opened: boolean; onClose: () => void };

type Props = {
  /** The verb on the button and on the button that confirms it. */
  label: string;
  /** The words on the button that opens it, where others say more there. */
  opener?: string;
  title: string;
  explain?: string;
  success: string;
  permission: Permission;
  danger?: boolean;
  button?: ButtonProps;
  /** Where something else opens it, such as a menu: it draws no button of its own. */
  control?: DialogControl | undefined;
  /** Runs the verb on what the controls hold; `drawn` is what they held at first. */
  action: (form: FormData, drawn: FormData) => Promise<ActionResult<unknown>>;
  children?: ReactNode;
};

/**
 * A button that opens a dialog with a form. What was typed stays when the verb refuses it and when the dialog is closed; it
 * goes with a success.
 */
export function FormDialog(props: Props) {
  const {
    label,
    opener = label,
    title,
    explain,
    success,
    permission,
    danger,
    button,
    control,
    action,
    children,
  } = props;
  const [openedHere, setOpenedHere] = useState(false);
  const opened = control ? control.opened : openedHere;
  const close = control ? control.onClose : () => setOpenedHere(false);
  const [round, setRound] = useState(0);
  const succeeded = useRef(false);
  const done = () => {
    succeeded.current = true;
    close();
  };
  // Once it is closed, and the focus is back, a dialog that was answered is empty again.
  const empty = () => {
    if (succeeded.current) setRound(round + 1);
    succeeded.current = false;
  };
  const { run, pending, problem } = useAction(action, { onDone: done, success });
  return (
    <>
      {control ? null : (
        <GuardedButton variant="default" {...button} permission={permission} onClick={() => setOpenedHere(true)}>
          {opener}
        </GuardedButton>
      )}
      <Dialog
        key={round}
        opened={opened}
        onClose={close}
        onExitTransitionEnd={empty}
        title={title}
        size="lg"
        keepMounted
      >
        <Form problem={problem} onSend={(form, _, drawn) => run(new FormData(form), drawn)}>
          <Stack gap="md">
            {explain ? <Text>{explain}</Text> : null}
            <ProblemAlert problem={problem} />
            {children}
            <Group justify="flex-end">
              <Button variant="default" type="button" onClick={close}>
                Keep as it is
              </Button>
              <Button type="submit" color={danger ? "red" : undefined} loading={pending}>
                {label}
              </Button>
            </Group>
          </Stack>
        </Form>
      </Dialog>
    </>
  );
}
