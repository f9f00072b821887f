"use client";

import { Button, type ButtonProps } from "@mantine/core";
import { type ComponentPropsWithoutRef, useId } from "react";
import type { Permission } from "#lib/auth/actor.ts";
import classes from "./guarded-button.module.css";

type Props = ButtonProps &
  Omit<ComponentPropsWithoutRef<"button">, keyof ButtonProps | "disabled"> & { permission: Permission };

/** A button that can be refused: shown in grey with the reason below, still in the tab order. */
export function GuardedButton({ permission, children, ...props }: Props) {
  const reasonId = useId();
  if (permission.allowed) return <Button {...props}>{children}</Button>;
  return (
    <span className={`${classes.refused} screen-only`}>
      <button type="button" className={classes.words} aria-disabled="true" aria-describedby={reasonId}>
        {children}
      </button>
      <span id={reasonId} className={classes.reason}>
        {permission.reason}
      </span>
    </span>
  );
}
