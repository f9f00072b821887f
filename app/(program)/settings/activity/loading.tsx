import { SettingsHead } from "#components/settings/settings-head.tsx";
import { PageSkeleton } from "#components/ui/page/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Settings" shape="table" head={<SettingsHead current="activity" />} />;
}
