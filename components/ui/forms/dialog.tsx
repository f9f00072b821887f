"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/**
 * A dialog that is mounted when it is first opened: a page of closed ones costs nothing to draw. It is mounted closed and
 * opened after that, since only then it knows where the focus came from and gives it back.
 */
export function Dialog({ opened, ...props }: ModalProps) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => {
    if (opened) setMounted(true);
  }, [opened]);
  if (!opened && !mounted) return null;
  return <Modal closeButtonProps={{ "aria-label": "Close" }} {...props} opened={opened && mounted} />;
}
