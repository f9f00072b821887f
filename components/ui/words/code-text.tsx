import type { ReactNode } from "react";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import classes from "./code-text.module.css";

/** Machine text, inline or as a block with its own scrolling. */
export function CodeText({ children, block = false, label }: { children: ReactNode; block?: boolean; label?: string }) {
  if (!block) return <code className={classes.inline}>{children}</code>;
  return (
    <ScrollRegion label={label ?? "Code"} className={classes.block}>
      <pre className={classes.pre}>
        <code>{children}</code>
      </pre>
    </ScrollRegion>
  );
}
