"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import classes from "./coming-bar.module.css";
import { isComing, pageCame, whenComing } from "./page-loading.ts";

/** A line at the top edge while another page is on its way. */
export function ComingBar() {
  const address = `${usePathname()}?${useSearchParams()}`;
  const coming = useSyncExternalStore(whenComing, isComing, () => false);
  return (
    <>
      <Arrival key={address} />
      {coming ? (
        // A page that sends back to where one was has no new address: the line ends by itself.
        <div role="progressbar" aria-label="Loading the page" className={classes.bar} onAnimationEnd={pageCame} />
      ) : null}
    </>
  );
}

/** Each address has one of its own, which says that its page is there. */
function Arrival() {
  useEffect(pageCame, []);
  return null;
}
