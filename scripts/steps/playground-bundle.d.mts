export function bundleForBrowser(entry: string, outdir?: string): Promise<unknown>;
export function playgroundBytes(): Promise<{ first: number; all: number }>;
