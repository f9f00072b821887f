"use client";

import { Button, Menu } from "@mantine/core";
import { type KeyboardEvent, useRef, useState } from "react";
import { Icon, type IconName } from "#components/ui/words/icon.tsx";
import type { Permission } from "#lib/auth/actor.ts";
import classes from "./act-menu.module.css";

export type Act = {
  key: string;
  label: string;
  icon?: IconName;
  permission: Permission;
  /** A few words of explanation below. */
  note?: string | undefined;
  danger?: boolean;
  /** Set for an action with its own page. */
  href?: string;
};

type Props = {
  label: string;
  /** Accessible name without visible context; must begin with the label. */
  name?: string;
  groups: readonly Act[][];
  /** Compact enough for a table row, whose cells would clip a popover. */
  inRow?: boolean;
  onChoose: (key: string) => void;
};

/** Keeps popovers clear of the sticky page header. */
const UNCOVERED = { top: 52, bottom: 8 };

/**
 * A button with a menu of actions: available ones first, then unavailable ones in grey with reasons. All are focusable.
 */
export function ActMenu({ label, name, groups, inRow = false, onChoose }: Props) {
  const target = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  const of = (isAllowed: boolean) => (acts: Act[]) => acts.filter(({ permission }) => permission.allowed === isAllowed);
  const shown = [...groups.map(of(true)), groups.flatMap(of(false))].filter((acts) => acts.length > 0);
  const choose = (key: string) => {
    // The dialog returns the focus to the element focused here.
    target.current?.focus();
    onChoose(key);
  };
  // The focus enters the menu shortly after opening; until then the button handles keys.
  const onTargetKey = ({ key }: KeyboardEvent) => {
    if (key === "Escape") setOpened(false);
  };
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width={inRow ? 312 : 360}
      shadow="md"
      middlewares={{
        flip: { fallbackStrategy: "bestFit", padding: UNCOVERED },
        shift: true,
        size: { padding: UNCOVERED },
      }}
      transitionProps={{ duration: 0 }}
      withinPortal={inRow}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          ref={target}
          variant="default"
          size={inRow ? "xs" : undefined}
          className={classes.target}
          aria-label={name}
          onKeyDown={onTargetKey}
        >
          <span className={classes.words}>{label}</span>
          <Icon name="chevron-down" size={14} className={classes.down} />
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        {shown.map((acts, at) => [
          at > 0 ? <Menu.Divider role="separator" key={`before ${acts[0]?.key}`} className={classes.divider} /> : null,
          ...acts.map((act) => <Item key={act.key} act={act} onChoose={choose} />),
        ])}
      </Menu.Dropdown>
    </Menu>
  );
}

function Item({ act, onChoose }: { act: Act; onChoose: (key: string) => void }) {
  const { key, label, icon = "dot", permission, note, danger, href } = act;
  const small = permission.allowed ? note : permission.reason;
  const words = (
    <span className={classes.act}>
      <Icon name={icon} size={16} className={classes.icon ?? ""} />
      <span>{label}</span> {small ? <small className={classes.note}>{small}</small> : null}
    </span>
  );
  const className = classes.item ?? "";
  if (!permission.allowed) {
    return (
      <Menu.Item className={className} data-off closeMenuOnClick={false} aria-disabled="true">
        {words}
      </Menu.Item>
    );
  }
  if (href) {
    return (
      <Menu.Item className={className} component="a" href={href}>
        {words}
      </Menu.Item>
    );
  }
  return (
    <Menu.Item className={className} data-danger={danger || undefined} onClick={() => onChoose(key)}>
      {words}
    </Menu.Item>
  );
}
