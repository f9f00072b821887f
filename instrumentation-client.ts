import { pageAsked } from "#components/frame/inbox/page-loading.ts";

/** The router calls this with the address that it begins to load. */
export function onRouterTransitionStart(url: string): void {
  pageAsked(url);
}
