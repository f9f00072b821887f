import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { pageContext } from "#lib/web/context.ts";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage() {
  await pageContext();
  return (
    <>
      <PageHead title="Home" />
      <EmptyState title="Nothing needs you">What waits for you will be listed here, the most urgent first.</EmptyState>
    </>
  );
}
