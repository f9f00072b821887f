"use client";

import { useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { PageBelow } from "#components/frame/nav/tabs.ts";
import classes from "../shell.module.css";

const Palette = dynamic(() => import("./palette.tsx").then((module) => module.Palette), { ssr: false });

/** Late enough for the page's main content to be drawn first. */
const FETCHED_AFTER_MS = 1_000;

/**
 * Opens the search and command palette, also by Ctrl or ⌘ K. Its code loads shortly after the page, so early typing
 * stays intact.
 */
export function PaletteButton({ asksForReviews, pages }: { asksForReviews: boolean; pages: PageBelow[] }) {
  const [asked, setAsked] = useState(0);
  const [fetched, setFetched] = useState(false);
  useEffect(() => {
    const later = setTimeout(() => setFetched(true), FETCHED_AFTER_MS);
    return () => clearTimeout(later);
  }, []);
  const ask = () => setAsked((times) => times + 1);
  // Over a dialog, one Escape would close both.
  const askByKey = () => {
    if (!isDialogOpen()) ask();
  };
  useHotkeys([["mod+K", askByKey]], []);
  return (
    <>
      <button
        type="button"
        className={classes.search}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={ask}
      >
        <IconSearch size={16} stroke={1.5} aria-hidden="true" />
        <span className={classes.searchWords}>Search or jump to</span>
        <span className={classes.keys} aria-hidden="true">
          <kbd>Ctrl K</kbd>
        </span>
      </button>
      {asked === 0 && !fetched ? null : <Palette {...{ asked, asksForReviews, pages }} />}
    </>
  );
}

/** A closed dialog may stay mounted but hidden, to keep its input. */
function isDialogOpen(): boolean {
  const dialogs = document.querySelectorAll("[aria-modal='true']");
  return [...dialogs].some((dialog) => dialog.getClientRects().length > 0);
}
