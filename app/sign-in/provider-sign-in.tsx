"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { signIn } from "#lib/auth/client.ts";

type Props = { provider: string; name: string; target: string };

/** Goes to an identity provider, which sends the browser back here. */
export function ProviderSignIn({ provider, name, target }: Props) {
  const [pending, setPending] = useState(false);
  const leave = () => {
    setPending(true);
    // The server never sees the place on the page: the browser keeps it when it is sent here.
    void signIn(provider, { callbackUrl: `${target}${window.location.hash}` });
  };
  return (
    <Button fullWidth size="md" mt="sm" loading={pending} onClick={leave}>
      Sign in with {name}
    </Button>
  );
}
