import { type RefObject, useEffect } from "react";

/**
 * Removes the drawing's layers from the tab order. Browsers make SVG elements with React listeners focusable, but
 * screen readers announce a drawing as one image.
 */
export function useUntabbedDrawing(drawing: RefObject<HTMLElement | null>): void {
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
