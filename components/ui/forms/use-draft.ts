"use client";

import { use, useEffect, useRef, useState } from "react";
import { drop, dropExpired, type Kept, keep, keptElsewhere, keptHere } from "./draft-store.ts";
import { dropEarly } from "./early.ts";
import { Keeper } from "./signed-in-page.tsx";

const WAIT_MS = 400;

/**
 * Keeps input in this browser until `forget`, surviving reload, navigation and closing. Each window keeps its own
 * draft; another window's is only offered. `form` is the kind of form, and `of` its subject.
 */
export function useKept<T>(form: string, of: string | number, empty: T) {
  const name = `${form} ${use(Keeper)} ${of}`;
  const [value, setValue] = useState(empty);
  const [restoredAt, setRestoredAt] = useState<number | null>(null);
  const [elsewhere, setElsewhere] = useState<Kept<T> | null>(null);
  // Increases when the value is replaced from outside, so that controls with local state reset.
  const [round, setRound] = useState(0);
  const touched = useRef(false);

  useEffect(() => {
    dropExpired();
    const own = keptHere<T>(name);
    if (own) {
      dropEarly();
      setValue(own.value);
      setRestoredAt(own.at);
      setRound((known) => known + 1);
    } else setElsewhere(keptElsewhere<T>(name));
  }, [name]);

  useEffect(() => {
    if (!touched.current) return;
    // Never store a draft again after it was forgotten.
    const save = () => {
      if (touched.current) keep(name, value);
    };
    const timer = setTimeout(save, WAIT_MS);
    window.addEventListener("pagehide", save);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", save);
      save();
    };
  }, [name, value]);

  const set = (changed: T) => {
    touched.current = true;
    setValue(changed);
  };
  /** Removes this window's draft after saving or discarding. */
  const forget = () => {
    touched.current = false;
    drop(name);
    setRestoredAt(null);
  };
  return {
    value,
    set,
    /** Whether anything was typed here or restored. */
    isTouched: () => touched.current || restoredAt !== null,
    round,
    restoredAt,
    elsewhere,
    forget,
    /** Changes the value without counting as typing. */
    amend: (part: Partial<T>) => setValue((now) => ({ ...now, ...part })),
    startAnew: () => {
      forget();
      setValue(empty);
      setRound(round + 1);
    },
    /** Takes over another window's draft, or removes it. */
    settle: (takeOver: boolean) => {
      if (elsewhere && takeOver) {
        set(elsewhere.value);
        setRound(round + 1);
      }
      if (elsewhere) drop(name, elsewhere.window);
      setElsewhere(null);
    },
  };
}

export type KeptValue = ReturnType<typeof useKept<unknown>>;
