"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { signIn } from "#lib/auth/client.ts";

type Props = { provider: string; name: string; target: string };

export function ProviderSignIn({ provider, name, target }: Props) {
  const [pending, setPending] = useState(false);
  const leave = () => {
    setPending(true);
    // The URL fragment never reaches the server, so the browser carries it over.
    void signIn(provider, { callbackUrl: `${target}${window.location.hash}` });
  };
  return (
    <Button fullWidth size="md" mt="sm" loading={pending} onClick={leave}>
      Sign in with {name}
    </Button>
  );
}
