"use client";

import { UnstyledButton } from "@mantine/core";
import type { MouseEvent } from "react";
import type { NextAct } from "./finding-words.ts";

type Props = { act: NextAct; title: string; className: string | undefined };

/** The reader's next action on a finding: unfolds its row and clicks the button, or focuses the choices. */
export function FindingAct({ act, title, className }: Props) {
  const press = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    const row = currentTarget.closest("li");
    const fold = row?.querySelector("details");
    if (fold) fold.open = true;
    const button = row?.querySelector<HTMLElement>(`[data-act="${act}"] button`);
    // The dialog returns the focus to this button.
    button?.focus();
    if (act !== "Decide") button?.click();
  };
  return (
    <UnstyledButton className={className} data-next="" aria-label={`${act}: ${title}`} onClick={press}>
      {act}
    </UnstyledButton>
  );
}
