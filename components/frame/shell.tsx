import Link from "next/link";
import type { ReactNode } from "react";
import { KeptFor } from "#components/ui/kept-for.tsx";
import type { SeeInboxInput } from "#lib/notifications/input.ts";
import type { Inbox } from "#lib/notifications/output.ts";
import { paths } from "#lib/paths.ts";
import { Brand } from "./brand.tsx";
import { ComingBar } from "./coming-bar.tsx";
import { DemoTag } from "./demo-tag.tsx";
import { InboxMenu } from "./inbox-menu.tsx";
import { Nav } from "./nav.tsx";
import { NavDrawerButton } from "./nav-drawer-button.tsx";
import type { PlaceCounts } from "./navigation.ts";
import { PageKeys } from "./page-keys.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { PersonMenu, type PersonProps } from "./person-menu.tsx";
import { PlaceLinks } from "./place-links.tsx";
import { RowKeys } from "./row-keys.tsx";
import classes from "./shell.module.css";
import type { PageBelow } from "./tabs.ts";

type Props = {
  person: PersonProps;
  inbox: Inbox;
  onInboxSeen: (input: SeeInboxInput) => Promise<unknown>;
  demo: boolean;
  navCollapsed: boolean;
  asksForReviews: boolean;
  /** The pages that the navigation does not name. */
  pages: PageBelow[];
  counts: PlaceCounts;
  children: ReactNode;
};

/** The frame of a signed-in page: navigation at the left, search, inbox and person at the top. */
export function Shell(props: Props) {
  const { person, inbox, onInboxSeen, demo, navCollapsed, asksForReviews, pages, counts, children } = props;
  return (
    <KeptFor personId={person.id}>
      <div className={classes.shell}>
        <ComingBar />
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
    </KeptFor>
  );
}
