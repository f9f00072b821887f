import { SettingsTabs } from "#components/settings/settings-tabs.tsx";
import { PageSkeleton } from "#components/ui/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Settings" shape="table" tabs={<SettingsTabs current="organisation" />} />;
}
