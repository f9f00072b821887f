"use client";

import { Button } from "@mantine/core";

/** Prints the letter without the surrounding page. */
export function PrintLetter() {
  return (
    <Button variant="default" size="xs" onClick={() => window.print()}>
      Print
    </Button>
  );
}
