"use client";

import { Button, type ButtonProps, Group } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Permission } from "#lib/auth/actor.ts";
import { ALLOWED } from "#lib/auth/actor.ts";
import { Dialog } from "./dialog.tsx";
import { GuardedButton } from "./guarded-button.tsx";

type Props = ButtonProps & {
  /** The verb on the button, and on the button that confirms it: "Cancel review". */
  verb: string;
  /** The question, naming the thing: "Cancel REV-12 Payments export?" */
  question: string;
  /** What it means: what is lost, what can not be undone, or a field the act needs. */
  children: ReactNode;
  onConfirm: () => unknown;
  pending?: boolean;
  permission?: Permission;
};

/** A button of a destructive act: it asks first. The question closes once the act was answered. */
export function Confirm({ verb, question, children, onConfirm, pending, permission = ALLOWED, ...button }: Props) {
  const [opened, setOpened] = useState(false);
  const confirm = async () => {
    await onConfirm();
    setOpened(false);
  };
  return (
    <>
      <GuardedButton variant="default" {...button} permission={permission} onClick={() => setOpened(true)}>
        {verb}
      </GuardedButton>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={question} centered>
        {children}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={() => setOpened(false)}>
            Keep as it is
          </Button>
          <Button color="red" loading={pending} onClick={confirm}>
            {verb}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
