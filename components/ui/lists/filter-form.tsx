"use client";

import { Input } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useTransition } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import { SEARCH_LENGTH } from "#lib/lengths.ts";
import { sentence } from "#lib/words.ts";
import classes from "./filter-form.module.css";

type FormProps = {
  action: string;
  label: string;
  hidden?: Record<string, string | undefined>;
  /** Printed too, because its contents appear nowhere else. */
  prints?: boolean;
  children: ReactNode;
};
/** Delay between the last letter and the search. */
const TYPED_MS = 300;

/** Filters that apply immediately; the URL stores the result. */
export function FilterForm({ action, label, hidden = {}, prints = false, children }: FormProps) {
  const router = useRouter();
  const [pending, begin] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const apply = () => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const address = addressOf(action, form.current);
    begin(() => router.replace(address, { scroll: false }));
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const onChange = ({ target }: FormEvent<HTMLFormElement>) => {
    // An input without a name searches for a choice and is not a filter itself.
    if (target instanceof HTMLInputElement && !target.name) return;
    clearTimeout(timer.current);
    if (isStillTyped(target)) return;
    if (target instanceof HTMLInputElement) timer.current = setTimeout(apply, TYPED_MS);
    else apply();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    apply();
  };
  return (
    <form
      ref={form}
      action={action}
      className={classes.form}
      aria-label={label}
      aria-busy={pending}
      data-prints={prints || undefined}
      onChange={onChange}
      onSubmit={onSubmit}
    >
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
    </form>
  );
}

/** While someone types 2026, the date briefly has the year 20. */
function isStillTyped(control: EventTarget): boolean {
  return control instanceof HTMLInputElement && control.validity.rangeUnderflow;
}

function addressOf(action: string, form: HTMLFormElement): string {
  const typed = [...form.elements].filter(isStillTyped).map((control) => control.getAttribute("name"));
  const given = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === "string" && value.trim() && !typed.includes(name) ? [[name, value.trim()]] : [],
  );
  const query = new URLSearchParams(given).toString();
  return query ? `${action}?${query}` : action;
}

/** Syncs a control with the URL unless someone is typing, because the typed text is newer. */
function useAddressed(value: string) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = value;
  }, [value]);
  return input;
}

export function TextFilter({ label, name, value }: { label: string; name: string; value: string }) {
  const input = useAddressed(value);
  return (
    <label className={classes.find}>
      <Icon name="search" size={16} />
      <span className="sr-only">{label}</span>
      <input
        ref={input}
        type="search"
        name={name}
        defaultValue={value}
        placeholder={label}
        data-search=""
        maxLength={SEARCH_LENGTH}
      />
      <span className={classes.key} aria-hidden="true">
        <kbd>/</kbd>
      </span>
    </label>
  );
}

type SelectProps = {
  label: string;
  name: string;
  value: string | null;
  options: [string, string][];
  required?: boolean;
};

/** Syncs a select with the URL in place, so that keyboard users keep their focus. */
function useChosen(value: string) {
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (select.current) select.current.value = value;
  }, [value]);
  return select;
}

/** A single choice; the label is the empty option unless a choice is required. */
export function SelectFilter({ label, name, value, options, required = false }: SelectProps) {
  const select = useChosen(value ?? "");
  return (
    <Input
      component="select"
      ref={select}
      size="xs"
      aria-label={label}
      name={name}
      defaultValue={value ?? ""}
      data-chosen={(!required && value !== null) || undefined}
      pointer
      rightSection={<Icon name="chevron-down" size={14} />}
      rightSectionPointerEvents="none"
      classNames={{ input: classes.choice, section: classes.down }}
    >
      {required ? null : <option value="">{value === null ? label : `${label}: any`}</option>}
      {options.map(([key, words]) => (
        <option key={key} value={key}>
          {words}
        </option>
      ))}
    </Input>
  );
}

type DayProps = { label: string; name: string; value: string | null; last: string };

/** No data exists before this day. */
const FIRST_DAY = "1900-01-01";

/** A day up to `last`; empty means none. */
export function DayFilter({ label, name, value, last }: DayProps) {
  const input = useAddressed(value ?? "");
  return (
    <label className={classes.day} data-chosen={value !== null || undefined}>
      <span>{label}</span>
      <input ref={input} type="date" name={name} defaultValue={value ?? ""} min={FIRST_DAY} max={last} />
    </label>
  );
}

type NumberProps = { label: string; name: string; value: string | null; otherwise: string; problem?: string };

/** Overrides a number, which applies when the field is empty or has a `problem`. */
export function NumberFilter({ label, name, value, otherwise, problem }: NumberProps) {
  const input = useAddressed(value ?? "");
  const words = useId();
  return (
    <div className={classes.numbered}>
      <label className={classes.number} data-chosen={value !== null || undefined}>
        <span>{label}</span>
        <input
          ref={input}
          inputMode="decimal"
          name={name}
          defaultValue={value ?? ""}
          placeholder={otherwise}
          aria-invalid={problem !== undefined}
          aria-describedby={words}
        />
      </label>
      <p id={words} className={classes.wrong} role="status">
        {problem === undefined ? null : sentence(problem)}
      </p>
    </div>
  );
}
