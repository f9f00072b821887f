"use client";

import { Drawer } from "@mantine/core";
import { NavLinks } from "./nav-links.tsx";
import type { PlaceCounts } from "./navigation.ts";

type Props = { counts: PlaceCounts; opened: boolean; onClose: () => void };

/** The navigation as a drawer: closes when a place is chosen. */
export function NavDrawer({ counts, opened, onClose }: Props) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      title="Guardians"
      closeButtonProps={{ "aria-label": "Close navigation" }}
    >
      <nav aria-label="Main">
        <NavLinks counts={counts} onFollow={onClose} />
      </nav>
    </Drawer>
  );
}
