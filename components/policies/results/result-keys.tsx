"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import { Icon } from "#components/ui/words/icon.tsx";
import { counted } from "#lib/words.ts";
import classes from "./result-keys.module.css";

const STEPS = [
  { letter: "p", words: "Previous", icon: "chevron-up", by: -1 },
  { letter: "n", words: "Next", icon: "chevron-down", by: 1 },
] as const;

/** Moves between the results of a document: n for the next, p for the previous. */
export function ResultKeys({ total }: { total: number }) {
  const [at, setAt] = useState(0);
  const go = (by: 1 | -1) => {
    const next = at === 0 ? (by === 1 ? 1 : total) : ((at - 1 + by + total) % total) + 1;
    setAt(next);
    document.getElementById(`result-${next}`)?.focus();
  };
  useLetterKeys(
    STEPS.map(({ letter, words, by }) => ({
      letter,
      words: `${words} result`,
      act: () => (total > 0 ? () => go(by) : null),
    })),
  );
  if (total === 0) return null;
  return (
    <div className={classes.keys}>
      <span className={classes.at} aria-live="polite">
        {at === 0 ? counted(total, "result") : `Result ${at} of ${total}`}
      </span>
      {STEPS.map(({ letter, words, icon, by }) => (
        <Button key={letter} variant="default" size="xs" onClick={() => go(by)} aria-keyshortcuts={letter}>
          <Icon name={icon} size={14} />
          <span className={classes.words}>
            {words}
            <span className="sr-only"> result</span>
          </span>
          <span className={classes.key} aria-hidden="true">
            <kbd>{letter}</kbd>
          </span>
        </Button>
      ))}
    </div>
  );
}
