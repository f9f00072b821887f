"use client";

import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./nav.module.css";
import { NAV_COOKIE } from "./nav-cookie.ts";
import { NavLinks } from "./nav-links.tsx";

const YEAR_MS = 31_536_000_000;

/** The navigation at the left. Collapsed it is a rail of icons; the choice is in a cookie, so that pages arrive as left. */
export function Nav({ collapsed: initially }: { collapsed: boolean }) {
  const [collapsed, setCollapsed] = useState(initially);
  const toggle = () => {
    setCollapsed(!collapsed);
    remember(!collapsed);
  };
  const Drawing = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes.nav} aria-label="Main" data-collapsed={collapsed || undefined}>
      <div className={classes.places}>
        <NavLinks />
        <button type="button" className={classes.toggle} aria-expanded={!collapsed} onClick={toggle}>
          <Drawing size={20} stroke={1.6} aria-hidden="true" />
          <span className={classes.label}>{collapsed ? "Expand navigation" : "Collapse navigation"}</span>
        </button>
      </div>
    </nav>
  );
}

/** A browser without the cookie store forgets the choice with the page. */
function remember(collapsed: boolean) {
  if (!("cookieStore" in window)) return;
  const value = collapsed ? "rail" : "open";
  void window.cookieStore.set({ name: NAV_COOKIE, value, path: "/", sameSite: "lax", expires: Date.now() + YEAR_MS });
}
