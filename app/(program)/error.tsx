"use client";

import { Button } from "@mantine/core";
import type { MouseEvent } from "react";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";

type Props = { error: Error & { digest?: string }; retry: () => void };

/**
 * Shows an unexpected error's number and nothing else about the error (S44). Without scripts, retrying reloads the
 * page.
 */
export default function PageError({ error, retry }: Props) {
  const again = (event: MouseEvent) => {
    event.preventDefault();
    retry();
  };
  return (
    <>
      <PageHead title="This page could not be shown" />
      <EmptyState
        title="Something went wrong"
        action={
          <Button component="a" href="" onClick={again}>
            Try again
          </Button>
        }
      >
        Nothing you entered was changed. {error.digest ? `Quote ${error.digest} when you report it.` : null}
      </EmptyState>
    </>
  );
}
