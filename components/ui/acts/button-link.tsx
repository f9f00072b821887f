"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode, Ref } from "react";

type Props = ButtonProps & { href: string; children: ReactNode; ref?: Ref<HTMLAnchorElement> };

/** A link that looks like a button: an action that is a page of its own. */
export function ButtonLink({ href, children, ...props }: Props) {
  return (
    <Button component={Link} href={href} prefetch={false} {...props}>
      {children}
    </Button>
  );
}
