"use client";

import { NativeSelect } from "@mantine/core";
import { useEffect, useState } from "react";
import type { ActionResult } from "#lib/web/form-action.ts";

export type Choice = { id: number; name: string };
export type LoadPeople = () => Promise<ActionResult<Choice[]>>;

type Props = {
  label: string;
  name?: string;
  description?: string;
  /** Label for choosing nobody; without it a choice is required. */
  none?: string;
  /** Label of an explicit "none of them" choice, sent as `nobody`. */
  nobody?: string;
  /** The person chosen initially, if known. */
  preset?: number | null;
  value?: string;
  onChange?: (value: string) => void;
  load: LoadPeople;
};

/** Chooses one person of all. Names load when shown, because a page cannot include thousands. */
export function PersonSelect(props: Props) {
  const { label, name, description, none, nobody, preset = null, value, onChange, load } = props;
  const [people, setPeople] = useState<Choice[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let shown = true;
    load().then(
      (answer) => {
        if (!shown) return;
        if (answer.ok) setPeople(answer.value);
        else setProblem(answer.problem.detail);
      },
      () => shown && setProblem("Could not load people. Close this dialog and try again."),
    );
    return () => {
      shown = false;
    };
  }, [load]);
  const first = { value: "", label: people === null ? "Loading names …" : (none ?? "Choose") };
  const other = nobody === undefined ? [] : [{ value: "nobody", label: nobody }];
  return (
    <NativeSelect
      // The preset can be selected only after the names have loaded.
      key={people === null ? "loading" : "loaded"}
      required={none === undefined}
      defaultValue={value === undefined && people !== null && preset !== null ? String(preset) : undefined}
      label={label}
      name={name}
      description={description}
      error={problem}
      disabled={people === null}
      value={value}
      onChange={onChange && ((event) => onChange(event.currentTarget.value))}
      data={[first, ...other, ...(people ?? []).map((person) => ({ value: String(person.id), label: person.name }))]}
    />
  );
}
