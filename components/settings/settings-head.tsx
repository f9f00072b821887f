import type { ReactNode } from "react";
import { drawnTabs, SETTINGS_TABS } from "#components/frame/nav/tabs.ts";
import { ListHead } from "#components/ui/lists/list-head.tsx";

type Props = { current: (typeof SETTINGS_TABS)[number]["key"]; action?: ReactNode };

/** Header of a settings page with tabs and the page's action. */
export function SettingsHead({ current, action }: Props) {
  return <ListHead title="Settings" tabs={drawnTabs(SETTINGS_TABS, current)} tabsLabel="Settings" action={action} />;
}
