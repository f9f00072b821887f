import { MetricsHead } from "#components/metrics/metrics-head.tsx";
import { PageSkeleton } from "#components/ui/page/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Metrics" head={<MetricsHead>{null}</MetricsHead>} shape="cards" />;
}
