import type { ReactNode } from "react";
import classes from "./tag.module.css";

export const TAG_TONES = ["plain", "accent", "good", "bad", "warn", "info", "special"] as const;
type TagTone = (typeof TAG_TONES)[number];

/** A word or two about the labelled item: new, changed or still present. */
export function Tag({ tone = "plain", title, children }: { tone?: TagTone; title?: string; children: ReactNode }) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
