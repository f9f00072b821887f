import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { NAV_COOKIE } from "#components/frame/nav/nav-cookie.ts";
import { pagesBelow } from "#components/frame/nav/tabs.ts";
import { Shell } from "#components/frame/shell.tsx";
import type { PersonActor } from "#lib/auth/actor.ts";
import { rolesInWords } from "#lib/auth/role-words.ts";
import { env } from "#lib/env.ts";
import { memberName } from "#lib/member-name.ts";
import { inboxFor } from "#lib/notifications/queries.ts";
import { asksForReviews } from "#lib/reviews/rules/drafting.ts";
import { pageContext } from "#lib/web/context.ts";
import { seeInboxAction } from "./see-inbox-action.ts";
import { waitingReviews } from "./waiting-reviews.ts";

/** The frame around every signed-in page. The layout authorizes nothing: each page checks access itself. */
export default async function ProgramLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [inbox, reviews] = await Promise.all([inboxFor(ctx), waitingReviews(ctx)]);
  const navCollapsed = (await cookies()).get(NAV_COOKIE)?.value === "rail";
  return (
    <Shell
      person={personProps(ctx.actor)}
      members={memberName()}
      inbox={inbox}
      onInboxSeen={seeInboxAction}
      demo={env().demo}
      navCollapsed={navCollapsed}
      asksForReviews={asksForReviews(ctx.actor)}
      pages={pagesBelow(ctx.actor)}
      counts={{ Reviews: reviews }}
    >
      {children}
    </Shell>
  );
}

function personProps(actor: PersonActor) {
  return { id: actor.personId, name: actor.name, roles: rolesInWords(actor) };
}
