"use client";

import type { ButtonProps } from "@mantine/core";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { Dialog } from "#components/ui/forms/dialog.tsx";
import { DialogForm } from "#components/ui/forms/dialog-form.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

export type DialogControl = { opened: boolean; onClose: () => void };

type Props<T> = {
  /** The verb on the button and on its confirmation button. */
  label: string;
  /** A different text for the opening button, if needed there. */
  opener?: string;
  title: string;
  /** The subject, if the page has another dialog with the same label and title. */
  about?: string | number | undefined;
  explain?: string;
  success: string | ((value: T) => string);
  permission: Permission;
  danger?: boolean;
  /** Renders no button when refused, because the page shows the reason elsewhere. */
  foldsRefusal?: boolean;
  button?: ButtonProps;
  /** Set when another control, such as a menu, opens the dialog; no button is rendered then. */
  control?: DialogControl | undefined;
  /** Runs the verb on the form values; `drawn` is the initial values. */
  action: (form: FormData, drawn: FormData) => Promise<ActionResult<T>>;
  children?: ReactNode;
};

/**
 * A button that opens a dialog with a form. Input survives a refusal, closing and leaving the page; a success clears
 * the input.
 */
export function FormDialog<T>(props: Props<T>) {
  const {
    label,
    opener = label,
    title,
    about = "",
    explain,
    success,
    permission,
    danger,
    foldsRefusal = false,
    button,
    control,
    action,
    children,
  } = props;
  const [openedHere, setOpenedHere] = useState(false);
  const opened = control ? control.opened : openedHere;
  const close = control ? control.onClose : () => setOpenedHere(false);
  const succeeded = useRef(false);
  const done = () => {
    succeeded.current = true;
    close();
  };
  // After an answer the dialog drops its form and mounts a new one when reopened; a hidden form renders late and would
  // still be present. The dialog itself stays, because it returns the focus shortly after closing, which without motion
  // is after this.
  const [answered, setAnswered] = useState(0);
  const [isEmpty, setEmpty] = useState(false);
  const end = useCallback((isClosed: boolean) => {
    if (succeeded.current) setAnswered((times) => times + 1);
    setEmpty(isClosed && succeeded.current);
    succeeded.current = false;
  }, []);
  useEffect(() => {
    if (opened) end(false);
  }, [opened, end]);
  return (
    <>
      {control || (foldsRefusal && !permission.allowed) ? null : (
        <GuardedButton variant="default" {...button} permission={permission} onClick={() => setOpenedHere(true)}>
          {opener}
        </GuardedButton>
      )}
      <Dialog opened={opened} onClose={close} onExitTransitionEnd={() => end(true)} title={title} size="lg" keepMounted>
        {isEmpty && !opened ? null : (
          <DialogForm
            key={answered}
            name={[label, title, about].join(" ")}
            {...{ label, explain, success, danger, action }}
            onDone={done}
            onClose={close}
          >
            {children}
          </DialogForm>
        )}
      </Dialog>
    </>
  );
}
