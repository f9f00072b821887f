import { PageSkeleton } from "#components/ui/page/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Reviews" list filters shape="table" />;
}
