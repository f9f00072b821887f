"use client";

import dynamic from "next/dynamic";
import { type RefObject, useState } from "react";
import type { LoadPeople } from "#components/people/person-select.tsx";
import { useLetterKeys } from "#components/ui/use-letter-keys.ts";
import { reviewRef } from "#lib/paths.ts";
import type { ClaimInput } from "#lib/reviews/input.ts";
import { CLAIM_KEY } from "./claim-key.ts";
import type { ReviewAction } from "./move-dialog.tsx";
import type { ReviewLine } from "./review-line.ts";

const MoveDialog = dynamic(() => import("./move-dialog.tsx").then((module) => module.MoveDialog<"claim">), {
  ssr: false,
});

type Props = {
  lines: ReviewLine[];
  table: RefObject<HTMLTableElement | null>;
  claim: ReviewAction<ClaimInput>;
  loadPeople: LoadPeople;
};

/** The key that claims the review whose row has the focus, and the dialog of it. */
export function ClaimFromList({ lines, table, claim, loadPeople }: Props) {
  const [asked, setAsked] = useState<{ id: number; sequence: number } | null>(null);
  const [opened, setOpened] = useState(false);
  const ask = () => {
    const rows = [...(table.current?.tBodies[0]?.rows ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at === -1) return firstToClaim(lines, rows);
    const { id, sequence } = lines[at] ?? {};
    if (id === undefined || sequence === undefined) return null;
    return () => {
      setAsked({ id, sequence });
      setOpened(true);
    };
  };
  useLetterKeys([{ letter: CLAIM_KEY, words: "Claim the review of the row, or go to the first to claim", act: ask }]);
  if (!asked) return null;
  return (
    <MoveDialog
      key={asked.id}
      verb="claim"
      review={{ ...UNCLAIMED, ...asked, ref: reviewRef(asked.id) }}
      action={claim}
      loadPeople={loadPeople}
      control={{ opened, onClose: () => setOpened(false) }}
    />
  );
}

const UNCLAIMED = {
  state: "submitted",
  rated: null,
  requesterId: null,
  askable: null,
  launchedOn: null,
  answerOwed: false,
} as const;

function firstToClaim(lines: ReviewLine[], rows: HTMLTableRowElement[]): (() => void) | null {
  const row = rows[lines.findIndex(({ sequence }) => sequence !== undefined)];
  return row ? () => row.querySelector<HTMLElement>("[data-row-link]")?.focus() : null;
}
