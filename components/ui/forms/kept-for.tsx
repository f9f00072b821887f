"use client";

import { createContext, type ReactNode, useEffect } from "react";
import { rememberSignedIn } from "./signed-in.ts";

/** Whose page it is: what one person types in a browser comes back to no other, and is done as no other. */
export const Keeper = createContext(0);

export function KeptFor({ personId, children }: { personId: number; children: ReactNode }) {
  useEffect(() => rememberSignedIn(personId), [personId]);
  return <Keeper value={personId}>{children}</Keeper>;
}
