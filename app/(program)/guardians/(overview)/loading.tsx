import { PageSkeleton } from "#components/ui/page/page-skeleton.tsx";
import { m } from "#lib/member-name.ts";

export default function Loading() {
  return <PageSkeleton title={m`Guardians`} list filters shape="table" />;
}
