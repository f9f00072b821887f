"use client";

import { Drawer } from "@mantine/core";
import { NavLinks } from "./nav-links.tsx";

/** The navigation as a drawer: closes when a place is chosen. */
export function NavDrawer({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      title="Guardians"
      closeButtonProps={{ "aria-label": "Close navigation" }}
    >
      <nav aria-label="Main">
        <NavLinks onFollow={onClose} />
      </nav>
    </Drawer>
  );
}
