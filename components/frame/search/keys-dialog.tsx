"use client";

import type { LetterKey } from "#components/ui/acts/use-letter-keys.ts";
import { Dialog } from "#components/ui/forms/dialog.tsx";
import classes from "./keys-dialog.module.css";

type Props = { title: string; keys: LetterKey[]; opened: boolean; onClose: () => void };

const EVERYWHERE = { letter: "Ctrl K", words: "Search, or jump to a page or an action" };

/** The keys of a page and their effects, plus the key every page has. */
export function KeysDialog({ title, keys, opened, onClose }: Props) {
  return (
    <Dialog title={title} opened={opened} onClose={onClose}>
      <dl className={classes.keys}>
        {[...keys, EVERYWHERE].map(({ letter, words }) => (
          <div key={letter} className={classes.key}>
            <dt>
              <kbd>{letter}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
