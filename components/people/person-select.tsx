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
  /** What choosing nobody is called; without it someone has to be chosen. */
  none?: string;
  /** What is called, and sent as `nobody`, that it is nobody of them: a choice like that of a person. */
  nobody?: string;
  /** Who is chosen at first, where it is said who that would be. */
  preset?: number | null;
  value?: string;
  onChange?: (value: string) => void;
  load: LoadPeople;
};

/** Chooses one of everybody. The names are asked for when it is shown: thousands of them are no part of a page. */
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
      // What is preset can be chosen once the names are there.
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
