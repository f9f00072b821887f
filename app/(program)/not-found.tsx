import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { paths } from "#lib/paths.ts";

/** Missing pages and pages this person may not know about look the same. */
export default function NotFound() {
  return (
    <>
      <PageHead title="Not found" />
      <EmptyState
        title="This page does not exist, or you cannot see it"
        action={<ButtonLink href={paths.home()}>Go to home</ButtonLink>}
      >
        It may have been removed, or it belongs to another team.
      </EmptyState>
    </>
  );
}
