"use client";

import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { type ComponentPropsWithoutRef, useId } from "react";
import type { Permission } from "#lib/auth/actor.ts";

type Props = ButtonProps &
  Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps | "disabled"> & { permission: Permission };

const EVENTS = { hover: true, focus: true, touch: true };

/** A button that can be refused: it stays focusable and says why it can not be used now. */
export function GuardedButton({ permission, children, ...props }: Props) {
  const reasonId = useId();
  if (permission.allowed) return <Button {...props}>{children}</Button>;
  const { onClick: _refused, type: _type, ...rest } = props;
  return (
    <>
      <Tooltip
        label={permission.reason}
        multiline
        maw={320}
        events={EVENTS}
        withinPortal={false}
        floatingStrategy="fixed"
      >
        <Button {...rest} type="button" data-disabled aria-disabled="true" aria-describedby={reasonId}>
          {children}
        </Button>
      </Tooltip>
      <span id={reasonId} className="sr-only">
        {permission.reason}
      </span>
    </>
  );
}
