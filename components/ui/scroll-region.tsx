import type { ReactNode } from "react";

/** Without a place in the tab order, what is scrolled out of sight can not be reached by keyboard. */
const REACHABLE = { tabIndex: 0 };

/** A named part of a page that scrolls sideways on its own. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <section {...REACHABLE} aria-label={label} className={className}>
      {children}
    </section>
  );
}
