"use client";

import { useEffect } from "react";

/**
 * An action of the page under its visible name: a function or a link. `isLast`: an action every page has, listed after
 * the page's own.
 */
type PageMove = { label: string; href?: string | undefined; isLast?: boolean; run: () => void };

const offered = new Set<readonly PageMove[]>();

/** Registers the page's actions for search by name while mounted, including those behind a closed menu. */
export function usePageMoves(moves: readonly PageMove[]): void {
  useEffect(() => {
    offered.add(moves);
    return () => {
      offered.delete(moves);
    };
  }, [moves]);
}

export function pageMoves(): PageMove[] {
  const all = [...offered].flat();
  return [...all.filter(({ isLast }) => !isLast), ...all.filter(({ isLast }) => isLast)];
}
