"use client";

import { Button, Group, Stack, Text } from "@mantine/core";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./dialog-form.module.css";
import { Form } from "./form.tsx";
import { KeptNotice } from "./kept-notice.tsx";
import { ProblemAlert } from "./problem-alert.tsx";
import { useAction } from "./use-action.ts";
import { useKeptTexts } from "./use-draft-texts.ts";

type Props<T> = {
  label: string;
  explain: string | undefined;
  success: string | ((value: T) => string);
  danger: boolean | undefined;
  action: (form: FormData, drawn: FormData) => Promise<ActionResult<T>>;
  /** Distinguishes the dialog from others on its page. */
  name: string;
  onDone: () => void;
  onClose: () => void;
  children: ReactNode;
};

/** The element focused on opening: the first field, or the button without effect when there are no fields. */
const FIRST = "input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled)";
const KEEPS = "[data-keeps]";

/** The form in a dialog, with its kept draft. */
export function DialogForm<T>(props: Props<T>) {
  const { label, explain, success, danger, action, name, onDone, onClose, children } = props;
  const form = useRef<HTMLFormElement>(null);
  const { forget, startAnew, isOther, ...kept } = useKeptTexts(form, `${usePathname()} ${name}`);
  const [begun, setBegun] = useState(0);
  const done = () => {
    forget();
    onDone();
  };
  const { run, pending, problem } = useAction(action, { onDone: done, success });
  const beginAnew = () => {
    startAnew();
    setBegun(begun + 1);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new form has other fields
  useLayoutEffect(() => {
    const first = form.current?.querySelector(FIRST) ?? form.current?.querySelector(KEEPS);
    first?.setAttribute("data-autofocus", "");
  }, [begun]);
  // The pressed button is gone, and the focus with it.
  useEffect(() => {
    if (begun > 0) form.current?.closest<HTMLElement>("[role=dialog]")?.focus();
  }, [begun]);
  return (
    <Form key={begun} form={form} problem={problem} onSend={(sent, _, drawn) => run(new FormData(sent), drawn)}>
      <KeptNotice kept={{ ...kept, startAnew: beginAnew }} isOther={isOther} />
      <Stack gap="md">
        {explain ? <Text>{explain}</Text> : null}
        <ProblemAlert problem={problem} />
        {children}
        <Group justify="flex-end" className={classes.foot}>
          <Button variant="default" type="button" data-keeps="" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color={danger ? "red" : undefined} loading={pending}>
            {label}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
