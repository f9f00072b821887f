import type { ReactNode } from "react";
import { TabsNav } from "#components/ui/page/tabs-nav.tsx";
import classes from "./list-head.module.css";

type Props = {
  title: string;
  /** The available lists, each with its URL. */
  tabs?: { href: string; label: string; count?: number; current: boolean }[];
  tabsLabel?: string;
  /** The primary action, at the right. */
  action?: ReactNode;
};

/** The header of a list page: title, tabs and action in one line of 40 px. */
export function ListHead({ title, tabs = [], tabsLabel, action }: Props) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {tabs.length > 0 ? <TabsNav label={tabsLabel} items={tabs} /> : null}
      {action ? (
        <div className={classes.action} data-moves="">
          {action}
        </div>
      ) : null}
    </header>
  );
}
