export function outliveReaders(): void;
