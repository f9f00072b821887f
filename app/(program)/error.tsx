"use client";

import { Button } from "@mantine/core";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHead } from "#components/ui/page-head.tsx";

type Props = { error: Error & { digest?: string }; retry: () => void };

/** Something nobody expected: its number, and nothing else of it (S44). */
export default function PageError({ error, retry }: Props) {
  return (
    <>
      <PageHead title="This page could not be shown" />
      <EmptyState title="Something went wrong on our side" action={<Button onClick={retry}>Try again</Button>}>
        Nothing you entered was changed by this. {error.digest ? `Quote ${error.digest} when you report it.` : null}
      </EmptyState>
    </>
  );
}
