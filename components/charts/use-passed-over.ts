import { type RefObject, useEffect } from "react";

/**
 * Keeps the layers of a drawing out of the tab order: browsers take what React listens on in an SVG for places to stop at, and
 * a drawing is said as one image.
 */
export function usePassedOver(drawing: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { current } = drawing;
    if (!current) return;
    const passOver = () => {
      for (const layer of current.querySelectorAll("svg g[class*=zIndex]:not([tabindex])")) {
        layer.setAttribute("tabindex", "-1");
      }
    };
    const observer = new MutationObserver(passOver);
    observer.observe(current, { childList: true, subtree: true });
    passOver();
    return () => observer.disconnect();
  }, [drawing]);
}
