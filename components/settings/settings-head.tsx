import type { ReactNode } from "react";
import { ListHead } from "#components/ui/list-head.tsx";
import { paths } from "#lib/paths.ts";

export type SettingsTab = "about" | "people" | "organisation" | "activity";

const WORDS: Record<SettingsTab, string> = {
  about: "About",
  people: "People and roles",
  organisation: "Organisation",
  activity: "Activity log",
};

const TABS: SettingsTab[] = ["about", "people", "organisation", "activity"];

/** The head of a page of the settings: their tabs, and what can be done on this one. */
export function SettingsHead({ current, action }: { current: SettingsTab; action?: ReactNode }) {
  const tabs = TABS.map((tab) => ({ href: paths.setting(tab), label: WORDS[tab], current: tab === current }));
  return <ListHead title="Settings" tabs={tabs} tabsLabel="Settings" action={action} />;
}
