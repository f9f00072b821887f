"use client";

import { createContext, type ReactNode, useEffect } from "react";
import { rememberSignedIn } from "./signed-in.ts";

/** The person the page belongs to. Drafts and submits of one person must never reach another in the same browser. */
export const Keeper = createContext(0);

export function KeptFor({ personId, children }: { personId: number; children: ReactNode }) {
  useEffect(() => rememberSignedIn(personId), [personId]);
  return <Keeper value={personId}>{children}</Keeper>;
}
