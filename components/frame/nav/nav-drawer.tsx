"use client";

import { Drawer } from "@mantine/core";
import { useEffect, useState } from "react";
import { m } from "#lib/member-name.ts";
import { NavLinks } from "./nav-links.tsx";
import type { PlaceCounts } from "./navigation.ts";

type Props = { counts: PlaceCounts; opened: boolean; onClose: () => void };

/**
 * The navigation as a drawer that closes when a place is chosen. Mounts closed and then opens, because only then can
 * the drawer return the focus to its origin.
 */
export function NavDrawer({ counts, opened, onClose }: Props) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => setMounted(true), []);
  return (
    <Drawer
      opened={opened && mounted}
      onClose={onClose}
      size={288}
      title={m`Guardians`}
      closeButtonProps={{ "aria-label": "Close navigation" }}
    >
      <nav aria-label="Main">
        <NavLinks counts={counts} onFollow={onClose} />
      </nav>
    </Drawer>
  );
}
