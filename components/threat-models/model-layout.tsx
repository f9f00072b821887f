import type { ReactNode } from "react";
import classes from "./model-layout.module.css";

type Props = {
  head: ReactNode;
  list: ReactNode;
  threat: ReactNode;
  /** Content about the whole model. */
  children: ReactNode;
};

/** A model with its threat list on the left and one threat on the right; on a phone the threat precedes the list. */
export function ModelLayout({ head, list, threat, children }: Props) {
  return (
    <div className={classes.layout}>
      <div className={classes.side}>
        <div className={classes.head}>{head}</div>
        <div className={classes.list}>{list}</div>
      </div>
      <div className={classes.main}>
        <div className={classes.threat}>{threat}</div>
        <div className={classes.rest}>{children}</div>
      </div>
    </div>
  );
}
