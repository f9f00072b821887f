"use client";

import { Input } from "@mantine/core";
import { type ComponentType, type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Icon } from "#components/ui/words/icon.tsx";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./filter-form.module.css";
import type { ListProps } from "./search-filter-list.tsx";

/** Finds names matching the text; `more` says that further matches exist. */
export type FindNames = (asked: {
  q: string;
}) => Promise<ActionResult<{ names: { id: number; name: string }[]; more: boolean }>>;

type Props = { label: string; name: string; find: FindNames };

/** Chooses one of thousands by searching names while typing. The list's code loads on first use. */
export function SearchFilter({ label, name, find }: Props) {
  const [List, setList] = useState<ComponentType<ListProps> | null>(null);
  const value = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  /** Letters typed while the list loads, which start the search; null when not loading. */
  const typed = useRef<string | null>(null);
  const open = async () => {
    typed.current = "";
    const { SearchFilterList } = await import("./search-filter-list.tsx");
    setList(() => SearchFilterList);
  };
  const keepLetter = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event;
    if (typed.current === null || key.length !== 1 || ctrlKey || metaKey || altKey) return;
    typed.current += key;
    // Neither a page shortcut nor a press of the button.
    event.preventDefault();
    event.stopPropagation();
  };
  const choose = (id: string) => {
    if (!value.current) return;
    value.current.value = id;
    value.current.form?.requestSubmit();
    shut();
  };
  const shut = () => {
    typed.current = null;
    setList(null);
  };
  const close = (back: boolean) => {
    flushSync(shut);
    if (back) opener.current?.focus();
  };
  return (
    <>
      <input ref={value} type="hidden" name={name} defaultValue="" />
      {List ? (
        <List label={label} typed={typed.current ?? ""} find={find} onChoose={choose} onClose={close} />
      ) : (
        <Input
          component="button"
          type="button"
          ref={opener}
          size="xs"
          pointer
          aria-haspopup="listbox"
          rightSection={<Icon name="chevron-down" size={14} />}
          rightSectionPointerEvents="none"
          classNames={{ input: classes.choice, section: classes.down }}
          onClick={open}
          onKeyDown={keepLetter}
        >
          {label}
        </Input>
      )}
    </>
  );
}
