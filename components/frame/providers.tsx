"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
import { theme } from "./theme.ts";

/**
 * The theme for the whole app. Style elements keep the nonce of the original document, because a refresh brings another
 * nonce, which the document's policy rejects.
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
