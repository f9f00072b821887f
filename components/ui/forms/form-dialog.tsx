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
  /** The verb on the button and on the button that confirms it. */
  label: string;
  /** The words on the button that opens it, where others say more there. */
  opener?: string;
  title: string;
  /** What it is about, where its page has another of the same label and title. */
  about?: string | number | undefined;
  explain?: string;
  success: string | ((value: T) => string);
  permission: Permission;
  danger?: boolean;
  /** Where what is refused is said in another place of the page: no button is drawn of it. */
  foldsRefusal?: boolean;
  button?: ButtonProps;
  /** Where something else opens it, such as a menu: it draws no button of its own. */
  control?: DialogControl | undefined;
  /** Runs the verb on what the controls hold; `drawn` is what they held at first. */
  action: (form: FormData, drawn: FormData) => Promise<ActionResult<T>>;
  children?: ReactNode;
};

/**
 * A button that opens a dialog with a form. What was typed stays when the verb refuses it, when the dialog is closed and when the
 * page is left; it goes with a success.
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
  // Once it is closed, a dialog that was answered has no form, and when it is opened again another one: what is hidden is drawn late,
  // and would still be there. The dialog stays itself, as it gives the focus back a moment after it is closed, which without motion is
  // after this.
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
