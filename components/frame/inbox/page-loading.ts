/** Whether another page is loading: from the router's request until the URL changes. */
let coming = false;
const listeners = new Set<() => void>();

function tell(value: boolean): void {
  if (value === coming) return;
  coming = value;
  for (const listener of listeners) listener();
}

/** Called when the router requests a URL. Links within the current page are ignored. */
export function pageAsked(url: string): void {
  const { pathname, search } = new URL(url, location.href);
  if (pathname !== location.pathname || search !== location.search) tell(true);
}

export function pageCame(): void {
  tell(false);
}

export function whenComing(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function isComing(): boolean {
  return coming;
}
