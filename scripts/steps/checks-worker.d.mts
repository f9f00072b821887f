export const WORKER_FILE: string;
export function bundleWorker(file?: string): Promise<void>;
