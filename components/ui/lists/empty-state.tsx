import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

type Props = {
  /** What the list will contain. */
  title: string;
  /** How items get into the list. */
  children?: ReactNode;
  /** The first action. */
  action?: ReactNode;
};

export function EmptyState({ title, children, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children ? <div className={classes.words}>{children}</div> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
