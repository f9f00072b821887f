import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PartsInStates } from "#components/settings/parts-in-states.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { hasRole } from "#lib/auth/actor.ts";
import { env } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Parts" };

/** The UI components in each of their states, for admins of a demo or a development server. */
export default async function PartsPage() {
  const ctx = await pageContext();
  if (!env().demo || !hasRole(ctx.actor, "admin")) notFound();
  return (
    <>
      <PageHead
        title="Parts"
        facts="The page components in each of their states, with sample data."
        back={{ href: paths.setting("about"), label: "Settings" }}
      />
      <PartsInStates now={ctx.now} />
    </>
  );
}
