"use client";

import { Modal, type ModalProps } from "@mantine/core";
import { useState } from "react";

/** A dialog that is mounted when it is first opened: a page of closed ones costs nothing to draw. */
export function Dialog(props: ModalProps) {
  const [wanted, setWanted] = useState(props.opened);
  if (props.opened && !wanted) setWanted(true);
  return wanted ? <Modal closeButtonProps={{ "aria-label": "Close" }} {...props} /> : null;
}
