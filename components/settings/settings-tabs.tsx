import { TabsNav } from "#components/ui/tabs-nav.tsx";
import { paths } from "#lib/paths.ts";

export type SettingsTab = "about" | "people" | "organisation" | "activity";

const WORDS: Record<SettingsTab, string> = {
  about: "About",
  people: "People and roles",
  organisation: "Organisation",
  activity: "Activity log",
};

const TABS: SettingsTab[] = ["about", "people", "organisation", "activity"];

export function SettingsTabs({ current }: { current: SettingsTab }) {
  const items = TABS.map((tab) => ({ href: paths.setting(tab), label: WORDS[tab], current: tab === current }));
  return <TabsNav label="Settings" items={items} />;
}
