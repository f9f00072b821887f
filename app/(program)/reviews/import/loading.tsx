import { PageSkeleton } from "#components/ui/page/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Import past reviews" shape="parts" />;
}
