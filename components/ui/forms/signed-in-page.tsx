"use client";

import { createContext, type ReactNode, useEffect } from "react";
import { type MemberName, setMemberName } from "#lib/member-name.ts";
import { rememberSignedIn } from "./signed-in.ts";

/** The person the page belongs to. Drafts and submits of one person must never reach another in the same browser. */
export const Keeper = createContext(0);

type Props = { personId: number; members: MemberName; children: ReactNode };

/** The page of one person. The members' name is set before anything below is drawn, on the server and in the browser. */
export function SignedInPage({ personId, members, children }: Props) {
  setMemberName(members);
  useEffect(() => rememberSignedIn(personId), [personId]);
  return <Keeper value={personId}>{children}</Keeper>;
}
