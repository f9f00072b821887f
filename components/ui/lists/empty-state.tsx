import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

type Props = {
  /** What will be here. */
  title: string;
  /** How it gets here. */
  children?: ReactNode;
  /** The first action. */
  action?: ReactNode;
};

/** What a list shows before it has anything. */
export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.words}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
