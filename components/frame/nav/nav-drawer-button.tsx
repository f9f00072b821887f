"use client";

import { IconMenu2 } from "@tabler/icons-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import classes from "../shell.module.css";
import type { PlaceCounts } from "./navigation.ts";

const NavDrawer = dynamic(() => import("./nav-drawer.tsx").then((module) => module.NavDrawer), { ssr: false });

/** Opens the navigation on phones. The drawer's code loads on first use. */
export function NavDrawerButton({ counts }: { counts: PlaceCounts }) {
  const [opened, setOpened] = useState<boolean | null>(null);
  return (
    <>
      <button
        type="button"
        className={`${classes.iconButton} ${classes.burger}`}
        aria-label="Open navigation"
        aria-expanded={opened === true}
        onClick={() => setOpened(true)}
      >
        <IconMenu2 size={20} stroke={1.5} aria-hidden="true" />
      </button>
      {opened === null ? null : <NavDrawer counts={counts} opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
