"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { usePageMoves } from "#components/ui/acts/page-moves.ts";
import { type LetterKey, letterKeys, useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";

const KeysDialog = dynamic(() => import("./keys-dialog.tsx").then((module) => module.KeysDialog), { ssr: false });

const TITLE = "Keys of this page";

/** Shows the keys of a page on ?, or on request from the palette. */
export function PageKeys() {
  const [keys, setKeys] = useState<LetterKey[] | null>(null);
  const [opened, setOpened] = useState(false);
  const ask = () => {
    setKeys(letterKeys());
    setOpened(true);
  };
  useLetterKeys([{ letter: "?", words: TITLE, act: () => ask }]);
  usePageMoves([{ label: TITLE, isLast: true, run: ask }]);
  return keys ? <KeysDialog title={TITLE} keys={keys} opened={opened} onClose={() => setOpened(false)} /> : null;
}
