"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";

/**
 * A dialog mounted on first use, so that closed dialogs cost nothing. Mounts closed and then opens, because only then
 * can the dialog return the focus to its origin.
 */
export function Dialog({ opened, ...props }: ModalProps) {
  const [mounted, setMounted] = useState(false);
  useEffect(() => {
    if (opened) setMounted(true);
  }, [opened]);
  if (!opened && !mounted) return null;
  return <Modal closeButtonProps={{ "aria-label": "Close" }} {...props} opened={opened && mounted} />;
}
