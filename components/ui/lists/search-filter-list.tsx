"use client";

import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import { SEARCH_LENGTH } from "#lib/lengths.ts";
import classes from "./filter-form.module.css";
import type { FindNames } from "./search-filter.tsx";

export type ListProps = {
  label: string;
  /** The initial search text. */
  typed: string;
  find: FindNames;
  onChoose: (id: string) => void;
  /** `back`: closed by key, so that the focus returns to its origin. */
  onClose: (back: boolean) => void;
};

/** A search field with matching names from the server below. */
export function SearchFilterList({ label, typed, find, onChoose, onClose }: ListProps) {
  const [words, setWords] = useState(typed);
  const { options, said, answered } = useNames(find, words);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Select
      ref={field}
      size="xs"
      aria-label={label}
      placeholder={`${label} by name`}
      maxLength={SEARCH_LENGTH}
      searchable
      defaultDropdownOpened
      selectFirstOptionOnChange={answered && words !== ""}
      searchValue={words}
      onSearchChange={setWords}
      data={options}
      // The server has already filtered, including by email address.
      filter={({ options }) => options}
      nothingFoundMessage={said}
      withScrollArea={false}
      comboboxProps={{ width: 280, position: "bottom-start", withinPortal: false }}
      rightSection={<Icon name="chevron-down" size={14} />}
      rightSectionPointerEvents="none"
      classNames={{
        root: classes.names,
        input: classes.typed,
        section: classes.down,
        options: classes.found,
        option: classes.called,
      }}
      onChange={(id) => id && onChoose(id)}
      onBlur={() => onClose(false)}
      onKeyDown={({ key }) => {
        if (key === "Escape") onClose(true);
      }}
    />
  );
}

const PAUSE_MS = 150;
const NOTHING = "Nothing is called so";
const MORE = { value: "", label: "More matches: keep typing", disabled: true };

type Option = { value: string; label: string; disabled?: boolean };
type Answer = { to: string | null; options: Option[]; said: string };
const UNASKED: Answer = { to: null, options: [], said: "" };

/**
 * Names matching the text, requested shortly after the last letter. Until the response, matching names of the previous
 * one are shown. `said` replaces an empty result.
 */
function useNames(find: FindNames, words: string): Pick<Answer, "options" | "said"> & { answered: boolean } {
  const wanted = words.trim();
  const [asked] = useDebouncedValue(wanted, PAUSE_MS);
  const [answer, setAnswer] = useState(UNASKED);
  useEffect(() => {
    let current = true;
    const say = (options: Option[], said: string) => current && setAnswer({ to: asked, options, said });
    find({ q: asked }).then(
      (found) => {
        if (!found.ok) return say([], found.problem.detail);
        const options = found.value.names.map(({ id, name }) => ({ value: String(id), label: name }));
        return say(found.value.more ? [...options, MORE] : options, NOTHING);
      },
      () => say([], "Could not load names. Try again in a moment."),
    );
    return () => {
      current = false;
    };
  }, [asked, find]);
  if (answer.to === wanted) return { ...answer, answered: true };
  const holds = ({ label, disabled }: Option) => !disabled && label.toLowerCase().includes(wanted.toLowerCase());
  return { options: answer.options.filter(holds), said: "Looking …", answered: false };
}
