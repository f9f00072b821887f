"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
import { theme } from "./theme.ts";

/**
 * The theme for everything below. Each style element it writes carries the nonce the document came with: a refresh brings
 * the nonce of another response, which the policy of this document does not know.
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  const [first] = useState(nonce);
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => first}>
      {children}
      <Notifications position="bottom-left" />
    </MantineProvider>
  );
}
