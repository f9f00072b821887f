"use client";

import { createContext, type ReactNode } from "react";

/** Whose page it is: what one person types in a browser comes back to no other. */
export const Keeper = createContext(0);

export function KeptFor({ personId, children }: { personId: number; children: ReactNode }) {
  return <Keeper value={personId}>{children}</Keeper>;
}
