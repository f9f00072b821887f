/** Whether another page is on its way: from the moment the router asks for it until its address is the window's. */
let coming = false;
const listeners = new Set<() => void>();

function tell(value: boolean): void {
  if (value === coming) return;
  coming = value;
  for (const listener of listeners) listener();
}

/** The router asks for an address. Another place on the page that is there is not waited for. */
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
