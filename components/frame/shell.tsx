import Link from "next/link";
import type { ReactNode } from "react";
import { SignedInPage } from "#components/ui/forms/signed-in-page.tsx";
import type { MemberName } from "#lib/member-name.ts";
import type { SeeInboxInput } from "#lib/notifications/input.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { paths } from "#lib/paths.ts";
import { Brand } from "./brand.tsx";
import { DemoTag } from "./demo-tag.tsx";
import { InboxMenu } from "./inbox/inbox-menu.tsx";
import { LoadingBar } from "./inbox/loading-bar.tsx";
import { Nav } from "./nav/nav.tsx";
import { NavDrawerButton } from "./nav/nav-drawer-button.tsx";
import type { PlaceCounts } from "./nav/navigation.ts";
import { PersonMenu, type PersonProps } from "./nav/person-menu.tsx";
import { PlaceLinks } from "./nav/place-links.tsx";
import type { PageBelow } from "./nav/tabs.ts";
import { PageKeys } from "./search/page-keys.tsx";
import { PaletteButton } from "./search/palette-button.tsx";
import { RowKeys } from "./search/row-keys.tsx";
import classes from "./shell.module.css";

type Props = {
  person: PersonProps;
  members: MemberName;
  inbox: Inbox;
  onInboxSeen: (input: SeeInboxInput) => Promise<unknown>;
  demo: boolean;
  navCollapsed: boolean;
  asksForReviews: boolean;
  /** Pages outside the navigation. */
  pages: PageBelow[];
  counts: PlaceCounts;
  children: ReactNode;
};

/** The frame of a signed-in page: navigation on the left; search, inbox and person at the top. */
export function Shell(props: Props) {
  const { person, members, inbox, onInboxSeen, demo, navCollapsed, asksForReviews, pages, counts, children } = props;
  return (
    <SignedInPage personId={person.id} members={members}>
      <div className={classes.shell}>
        <LoadingBar />
        <a href="#main" className={classes.skip}>
          Skip to content
        </a>
        <Nav collapsed={navCollapsed} counts={counts} />
        <div className={classes.body}>
          <header className={classes.head}>
            <NavDrawerButton counts={counts} />
            <Link href={paths.home()} prefetch={false} className={classes.home}>
              <Brand />
            </Link>
            <PaletteButton asksForReviews={asksForReviews} pages={pages} />
            <div className={classes.tools}>
              {demo ? <DemoTag /> : null}
              <InboxMenu inbox={inbox} onSeen={onInboxSeen} />
              <PersonMenu person={person} />
            </div>
          </header>
          <main id="main" tabIndex={-1} className={classes.main}>
            <noscript>
              <p>Pages need JavaScript, which is off in this browser. Switch it on for this address and reload.</p>
            </noscript>
            {children}
          </main>
        </div>
        <RowKeys />
        <PageKeys />
        <PlaceLinks />
      </div>
    </SignedInPage>
  );
}
