"use client";

import { useEffect, useRef } from "react";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import { paths } from "#lib/paths.ts";
import { NEW_PROFILE } from "./new-profile.ts";

/** Opens the new-profile form. The link is hidden while the form is open and regains the focus afterwards. */
export function NewProfileLink({ writing }: { writing: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  const wasWriting = useRef(writing);
  useEffect(() => {
    if (wasWriting.current && !writing && isFocusLost()) link.current?.focus();
    wasWriting.current = writing;
  }, [writing]);
  if (writing) return null;
  return (
    <ButtonLink ref={link} href={`${paths.policies({ view: "profiles", new: 1 })}#${NEW_PROFILE}`}>
      New profile
    </ButtonLink>
  );
}
