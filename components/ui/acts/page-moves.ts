"use client";

import { useEffect } from "react";

/** What can be done on a page, as it is called there: what it does, or where it leads. `isLast`: of every page, after its own. */
type PageMove = { label: string; href?: string | undefined; isLast?: boolean; run: () => void };

const offered = new Set<readonly PageMove[]>();

/** Offers moves of this page to whoever looks for them by name, as long as it is drawn: those behind a closed menu too. */
export function usePageMoves(moves: readonly PageMove[]): void {
  useEffect(() => {
    offered.add(moves);
    return () => {
      offered.delete(moves);
    };
  }, [moves]);
}

/** The moves that the page offers now. */
export function pageMoves(): PageMove[] {
  const all = [...offered].flat();
  return [...all.filter(({ isLast }) => !isLast), ...all.filter(({ isLast }) => isLast)];
}
