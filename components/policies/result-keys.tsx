"use client";

import { Button } from "@mantine/core";
import { useCallback, useEffect, useState } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { counted } from "#lib/words.ts";
import classes from "./result-keys.module.css";

/** Moves between the results of a document: n for the next, p for the one before. */
export function ResultKeys({ total }: { total: number }) {
  const [at, setAt] = useState(0);
  const go = useCallback(
    (step: 1 | -1) => {
      if (total === 0) return;
      const next = at === 0 ? (step === 1 ? 1 : total) : ((at - 1 + step + total) % total) + 1;
      setAt(next);
      document.getElementById(`result-${next}`)?.focus();
    },
    [at, total],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === "n") go(1);
      if (event.key === "p") go(-1);
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go]);
  if (total === 0) return null;
  return (
    <div className={classes.keys}>
      <span className={classes.at} aria-live="polite">
        {at === 0 ? counted(total, "result") : `Result ${at} of ${total}`}
      </span>
      <Button variant="default" size="xs" onClick={() => go(-1)} aria-keyshortcuts="p">
        <Icon name="chevron-up" size={14} />
        <span className={classes.words}>
          Previous<span className="sr-only"> result</span>
        </span>
        <span className={classes.key} aria-hidden="true">
          <kbd>p</kbd>
        </span>
      </Button>
      <Button variant="default" size="xs" onClick={() => go(1)} aria-keyshortcuts="n">
        <Icon name="chevron-down" size={14} />
        <span className={classes.words}>
          Next<span className="sr-only"> result</span>
        </span>
        <span className={classes.key} aria-hidden="true">
          <kbd>n</kbd>
        </span>
      </Button>
    </div>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
