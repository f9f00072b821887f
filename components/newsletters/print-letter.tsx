"use client";

import { Button } from "@mantine/core";

/** Prints the letter: what stands around it stays away. */
export function PrintLetter() {
  return (
    <Button variant="default" size="xs" onClick={() => window.print()}>
      Print
    </Button>
  );
}
