"use client";

import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import Link from "next/link";
import { useId } from "react";
import { Disclosure } from "#components/frame/disclosure.tsx";
import { leave } from "#components/frame/leave.ts";
import { Initials } from "#components/ui/words/person-name.tsx";
import { paths } from "#lib/paths.ts";
import classes from "./person-menu.module.css";

const THEMES: { value: MantineColorScheme; label: string }[] = [
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
  { value: "auto", label: "System" },
];

export type PersonProps = { id: number; name: string; roles: string };

export function PersonMenu({ person }: { person: PersonProps }) {
  const sign = (
    <>
      <Initials name={person.name} />
      <span className="sr-only">{person.name}, account</span>
    </>
  );
  return (
    <Disclosure label="Account" button={sign}>
      {(close) => (
        <div className={classes.panel}>
          <p className={classes.person}>
            <strong>{person.name}</strong>
            <span className="dimmed">{person.roles}</span>
          </p>
          <Link href={paths.person(person.id)} prefetch={false} className={classes.entry} onClick={close}>
            My page
          </Link>
          <ThemeChoice />
          <button type="button" className={classes.entry} onClick={() => void leave()}>
            Sign out
          </button>
        </div>
      )}
    </Disclosure>
  );
}

function ThemeChoice() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = useId();
  return (
    <fieldset className={classes.themes}>
      <legend className={classes.legend}>Theme</legend>
      {THEMES.map(({ value, label }) => (
        <label key={value} className={classes.theme}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={colorScheme === value}
            onChange={() => setColorScheme(value)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
