"use client";

import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import classes from "./disclosure.module.css";

type Props = {
  /** Visible content of the button, also its accessible name. */
  button: ReactNode;
  label: string;
  onOpen?: () => void;
  children: (close: () => void) => ReactNode;
};

/** A header button with a panel below. Escape, an outside click and moving the focus away close the panel. */
export function Disclosure({ button, label, onOpen, children }: Props) {
  const [opened, setOpened] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  useEffect(() => {
    if (!opened) return;
    return onLeaving(root.current, (byKey) => {
      setOpened(false);
      if (byKey) trigger.current?.focus();
    });
  }, [opened]);
  const toggle = () => {
    if (!opened) onOpen?.();
    setOpened(!opened);
  };
  return (
    <div ref={root} className={classes.root}>
      <button
        ref={trigger}
        type="button"
        className={classes.button}
        aria-expanded={opened}
        aria-controls={panelId}
        onClick={toggle}
      >
        {button}
      </button>
      <section id={panelId} className={classes.panel} aria-label={label} hidden={!opened}>
        {opened ? children(() => setOpened(false)) : null}
      </section>
    </div>
  );
}

/** Calls `leave` on an outside press or focus, and on Escape. Returns a function to stop listening. */
function onLeaving(root: HTMLElement | null, leave: (byKey: boolean) => void): () => void {
  const elsewhere = (event: Event) => {
    if (event.target instanceof Node && !root?.contains(event.target)) leave(false);
  };
  const onEscape = (event: KeyboardEvent) => {
    if (event.key === "Escape") leave(true);
  };
  document.addEventListener("pointerdown", elsewhere);
  document.addEventListener("focusin", elsewhere);
  document.addEventListener("keydown", onEscape);
  return () => {
    document.removeEventListener("pointerdown", elsewhere);
    document.removeEventListener("focusin", elsewhere);
    document.removeEventListener("keydown", onEscape);
  };
}
