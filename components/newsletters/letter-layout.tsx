import type { ReactNode } from "react";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import classes from "./letter-layout.module.css";

/** The letter, and beside it what does not print. */
export function LetterLayout({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.layout}>
      <div>{children}</div>
      <aside className={classes.side} aria-label="About the draft">
        {side}
      </aside>
    </div>
  );
}

/** One thing beside the letter: its state, what changed, its sentences. */
export function LetterBox({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.box} aria-label={title}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}

/** What reads otherwise now than in the letter. */
export function LetterChanges({ changes }: { changes: readonly { what: string; before: string; after: string }[] }) {
  if (changes.length === 0) return <p>Nothing has changed since this letter was drafted.</p>;
  return (
    <div className={classes.changes}>
      <DataTable
        caption="Numbers that changed"
        columns={[
          { key: "what", label: "What", width: "34%" },
          { key: "before", label: "In the letter", width: "33%", wraps: true },
          { key: "after", label: "Now", width: "33%", wraps: true },
        ]}
        rows={changes.map(({ what, before, after }) => ({ key: what, cells: { what, before, after } }))}
        empty={null}
      />
    </div>
  );
}
