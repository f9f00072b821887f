"use client";

import dynamic from "next/dynamic";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { LoadPeople } from "#components/people/person-select.tsx";
import type { ReviewAction } from "#components/reviews/moves/move-dialog.tsx";
import { useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import { reviewRef } from "#lib/paths.ts";
import type { ClaimInput } from "#lib/reviews/input.ts";
import { CLAIM_KEY } from "./claim-key.ts";
import type { ReviewLine } from "./review-line.ts";

const MoveDialog = dynamic(
  () => import("#components/reviews/moves/move-dialog.tsx").then((module) => module.MoveDialog<"claim">),
  {
    ssr: false,
  },
);

type Props = {
  lines: ReviewLine[];
  table: RefObject<HTMLTableElement | null>;
  claim: ReviewAction<ClaimInput>;
  loadPeople: LoadPeople;
};

/** The key and dialog for claiming the review whose row has the focus. */
export function ClaimFromList({ lines, table, claim, loadPeople }: Props) {
  const [asked, setAsked] = useState<{ id: number; sequence: number; at: number } | null>(null);
  const [opened, setOpened] = useState(false);
  /** Row index of the claimed review, until the updated list arrives. */
  const claimed = useRef<number | null>(null);
  const ask = () => {
    const rows = [...(table.current?.tBodies[0]?.rows ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    if (at === -1) return firstToClaim(lines, rows);
    const { id, sequence } = lines[at] ?? {};
    if (id === undefined || sequence === undefined) return null;
    return () => {
      setAsked({ id, sequence, at });
      setOpened(true);
    };
  };
  useEffect(() => {
    const line = lines.find(({ id }) => id === asked?.id);
    if (opened || claimed.current === null || line?.sequence !== undefined) return;
    // The claimed row is gone and the focus with it, so the row in its place, or the last one, takes the focus.
    if (!line && isFocusLost()) focusRow(table.current?.tBodies[0]?.rows, claimed.current);
    claimed.current = null;
  }, [lines, opened, asked, table]);
  useEffect(() => {
    return () => {
      // It was the only row, so the page no longer has a list.
      if (claimed.current !== null && isFocusLost()) document.getElementById("main")?.focus();
    };
  }, []);
  useLetterKeys([{ letter: CLAIM_KEY, words: "Claim the review of the row, or go to the first to claim", act: ask }]);
  if (!asked) return null;
  const { at, ...review } = asked;
  const claimAt: typeof claim = async (id, input) => {
    const result = await claim(id, input);
    if (result.ok) claimed.current = at;
    return result;
  };
  return (
    <MoveDialog
      key={review.id}
      verb="claim"
      review={{ ...UNCLAIMED, ...review, ref: reviewRef(review.id) }}
      action={claimAt}
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
  launchedSince: false,
  answerOwed: false,
  today: "",
} as const;

function focusRow(rows: HTMLCollectionOf<HTMLTableRowElement> | undefined, at: number): void {
  const row = rows?.[Math.min(at, rows.length - 1)];
  row?.querySelector<HTMLElement>("[data-row-link]")?.focus();
}

function firstToClaim(lines: ReviewLine[], rows: HTMLTableRowElement[]): (() => void) | null {
  const row = rows[lines.findIndex(({ sequence }) => sequence !== undefined)];
  return row ? () => row.querySelector<HTMLElement>("[data-row-link]")?.focus() : null;
}
