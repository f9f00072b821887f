"use client";

import { Input } from "@mantine/core";
import { type ComponentType, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { ActionResult } from "#lib/web/form-action.ts";
import classes from "./filter-form.module.css";
import { Icon } from "./icon.tsx";
import type { ListProps } from "./search-filter-list.tsx";

/** Answers what is called by some words; `more` where there are others that are called so. */
export type FindNames = (asked: {
  q: string;
}) => Promise<ActionResult<{ names: { id: number; name: string }[]; more: boolean }>>;

type Props = { label: string; name: string; find: FindNames };

/** One of thousands: names are asked for as somebody types. The list of them is fetched the first time it is wanted. */
export function SearchFilter({ label, name, find }: Props) {
  const [List, setList] = useState<ComponentType<ListProps> | null>(null);
  const value = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const open = async () => {
    const { SearchFilterList } = await import("./search-filter-list.tsx");
    setList(() => SearchFilterList);
  };
  const choose = (id: string) => {
    if (!value.current) return;
    value.current.value = id;
    value.current.form?.requestSubmit();
    setList(null);
  };
  const close = (back: boolean) => {
    flushSync(() => setList(null));
    if (back) opener.current?.focus();
  };
  return (
    <>
      <input ref={value} type="hidden" name={name} defaultValue="" />
      {List ? (
        <List label={label} find={find} onChoose={choose} onClose={close} />
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
        >
          {label}
        </Input>
      )}
    </>
  );
}
