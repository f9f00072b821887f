import "./globals.css";
import "#components/ui/words/icon.css";
import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "@mantine/spotlight/styles.layer.css";
import "@mantine/dropzone/styles.layer.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { EARLY_SCRIPT } from "#components/frame/early-script.ts";
import { Providers } from "#components/frame/providers.tsx";
import { ReplayEarlyInput } from "#components/frame/replay-early-input.tsx";

export const metadata: Metadata = {
  title: { template: "%s · Guardians", default: "Guardians" },
  description: "The tracker for a Security Guardians program, with the review workflow built in.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { colorScheme: "light dark" };

/** Pages render per request because scripts and styles carry the response's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
        <script nonce={nonce}>{EARLY_SCRIPT}</script>
      </head>
      <body>
        <Providers nonce={nonce}>{children}</Providers>
        <ReplayEarlyInput />
      </body>
    </html>
  );
}
