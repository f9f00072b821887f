import type { ReactNode } from "react";
import classes from "./scroll-region.module.css";

/** A name, and a place in the tab order: without it, what is scrolled out of sight cannot be reached by keyboard. */
const reachable = (label: string) => ({ role: "group", tabIndex: 0, "aria-label": label });

type Props = { label: string; className?: string; children: ReactNode };

/** A part of a page that scrolls sideways on its own. It is no landmark: the section around it is one. */
export function ScrollRegion({ label, className = "", children }: Props) {
  return (
    <div {...reachable(label)} className={`${classes.region} ${className}`}>
      {children}
    </div>
  );
}
