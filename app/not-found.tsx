import type { Metadata } from "next";
import { Message } from "#components/frame/message.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { currentPerson } from "#lib/auth/session.ts";
import { paths } from "#lib/paths.ts";
import ProgramLayout from "./(program)/layout.tsx";

export const metadata: Metadata = { title: "Not found" };

const TITLE = "Page not found";
const WHAT_TO_DO = "Check the URL, or go to the home page.";

/** The 404 page for unknown URLs, shown inside the frame to signed-in people. */
export default async function NotFound() {
  const action = <ButtonLink href={paths.home()}>Go to home</ButtonLink>;
  if (await currentPerson()) {
    return (
      <ProgramLayout>
        <PageHead title="Not found" />
        <EmptyState title={TITLE} action={action}>
          {WHAT_TO_DO}
        </EmptyState>
      </ProgramLayout>
    );
  }
  return (
    <Message title={TITLE} action={action}>
      {WHAT_TO_DO}
    </Message>
  );
}
