"use client";

import { useEffect, useId } from "react";
import { createPortal } from "react-dom";
import { sentence } from "#lib/words.ts";
import type { Wrong } from "./controls.ts";
import classes from "./wrong-field.module.css";

/** Shows a control's problem at its field, visually and for screen readers. */
export function WrongField({ wrong: { words, host, focus } }: { wrong: Wrong }) {
  const id = useId();
  useEffect(() => {
    const described = focus.getAttribute("aria-describedby");
    focus.setAttribute("aria-invalid", "true");
    focus.setAttribute("aria-describedby", described ? `${id} ${described}` : id);
    return () => {
      focus.setAttribute("aria-invalid", "false");
      const left = (focus.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one !== id);
      if (left.length > 0) focus.setAttribute("aria-describedby", left.join(" "));
      else focus.removeAttribute("aria-describedby");
    };
  }, [focus, id]);
  return createPortal(
    <p id={id} className={classes.words}>
      {sentence(words)}
    </p>,
    host,
  );
}
