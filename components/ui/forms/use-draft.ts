"use client";

import { use, useEffect, useRef, useState } from "react";
import { drop, dropExpired, type Kept, keep, keptElsewhere, keptHere } from "./draft-store.ts";
import { dropEarly } from "./early.ts";
import { Keeper } from "./kept-for.tsx";

const WAIT_MS = 400;

/**
 * What someone types, kept in this browser until `forget`: a reload, a step away and back, and a closed window lose nothing.
 * Each window keeps its own; what another one has kept is offered, and never taken over unasked. `form` is its kind, and `of`
 * tells it apart from others of that.
 */
export function useKept<T>(form: string, of: string | number, empty: T) {
  const name = `${form} ${use(Keeper)} ${of}`;
  const [value, setValue] = useState(empty);
  const [restoredAt, setRestoredAt] = useState<number | null>(null);
  const [elsewhere, setElsewhere] = useState<Kept<T> | null>(null);
  // Rises when the value is another one than was typed here, so that controls with a state of their own begin anew.
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
    // What was forgotten meanwhile is not kept again.
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
  /** Ends what is kept of this window: it is saved, or not wanted any more. */
  const forget = () => {
    touched.current = false;
    drop(name);
    setRestoredAt(null);
  };
  return {
    value,
    set,
    /** Whether something of it was typed here, or was kept. */
    isTouched: () => touched.current || restoredAt !== null,
    round,
    restoredAt,
    elsewhere,
    forget,
    /** Changes of the value what nobody types. */
    amend: (part: Partial<T>) => setValue((now) => ({ ...now, ...part })),
    startAnew: () => {
      forget();
      setValue(empty);
      setRound(round + 1);
    },
    /** Takes over what another window has kept, or ends it. */
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
