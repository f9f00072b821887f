import type { ReactNode } from "react";
import classes from "./scroll-region.module.css";

/** A name and a tab stop, because keyboard users could not otherwise scroll to hidden content. */
const reachable = (label: string) => ({ role: "group", tabIndex: 0, "aria-label": label });

type Props = { label: string; className?: string; children: ReactNode };

/** A part of a page with its own sideways scrolling. Not a landmark, because the surrounding section is one. */
export function ScrollRegion({ label, className = "", children }: Props) {
  return (
    <div {...reachable(label)} className={`${classes.region} ${className}`}>
      {children}
    </div>
  );
}
