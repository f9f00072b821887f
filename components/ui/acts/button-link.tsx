"use client";

import { Button, type ButtonProps } from "@mantine/core";
import Link from "next/link";
import type { ReactNode, Ref } from "react";

type Props = ButtonProps & { href: string; children: ReactNode; ref?: Ref<HTMLAnchorElement> };

/** A link styled as a button, for actions with their own page. */
export function ButtonLink({ href, children, ...props }: Props) {
  return (
    <Button component={Link} href={href} prefetch={false} {...props}>
      {children}
    </Button>
  );
}
