"use client";

import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Brand } from "#components/frame/brand.tsx";
import { paths } from "#lib/paths.ts";
import classes from "./nav.module.css";
import { NAV_COOKIE } from "./nav-cookie.ts";
import { NavLinks } from "./nav-links.tsx";
import type { PlaceCounts } from "./navigation.ts";

const YEAR_MS = 31_536_000_000;

/**
 * The navigation on the left, reduced to an icon rail when collapsed or in a narrow window. A cookie stores the choice
 * so pages render as left.
 */
export function Nav({ collapsed: initially, counts }: { collapsed: boolean; counts: PlaceCounts }) {
  const [collapsed, setCollapsed] = useState(initially);
  const toggle = () => {
    setCollapsed(!collapsed);
    remember(!collapsed);
  };
  const Drawing = collapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={classes.nav} aria-label="Main" data-collapsed={collapsed || undefined}>
      <div className={classes.places}>
        <Link href={paths.home()} prefetch={false} className={classes.brand}>
          <Brand />
        </Link>
        <NavLinks counts={counts} />
        <button type="button" className={classes.toggle} aria-expanded={!collapsed} onClick={toggle}>
          <Drawing size={16} stroke={1.5} aria-hidden="true" />
          <span className={classes.label}>
            {collapsed ? "Expand" : "Collapse"}
            <span className="sr-only"> navigation</span>
          </span>
        </button>
      </div>
    </nav>
  );
}

/** Without the Cookie Store API, the choice lasts until the page unloads. */
function remember(collapsed: boolean) {
  if (!("cookieStore" in window)) return;
  const value = collapsed ? "rail" : "open";
  void window.cookieStore.set({ name: NAV_COOKIE, value, path: "/", sameSite: "lax", expires: Date.now() + YEAR_MS });
}
