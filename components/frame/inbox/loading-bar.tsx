"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import classes from "./loading-bar.module.css";
import { isComing, pageCame, whenComing } from "./page-loading.ts";

/** A progress line at the top edge while another page loads. */
export function LoadingBar() {
  const address = `${usePathname()}?${useSearchParams()}`;
  const coming = useSyncExternalStore(whenComing, isComing, () => false);
  return (
    <>
      <Arrival key={address} />
      {coming ? (
        // A redirect back to the same page never changes the URL, so the end of the animation also stops the bar.
        <div role="progressbar" aria-label="Loading the page" className={classes.bar} onAnimationEnd={pageCame} />
      ) : null}
    </>
  );
}

/** Mounts once per URL; its effect reports that the page has loaded. */
function Arrival() {
  useEffect(pageCame, []);
  return null;
}
