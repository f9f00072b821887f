"use client";

import { useEffect, useRef } from "react";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import { paths } from "#lib/paths.ts";
import { NEW_PROFILE } from "./new-profile.ts";

/** Opens the form of a new profile. While it is written there is none; the focus is back on it once the form is left. */
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
