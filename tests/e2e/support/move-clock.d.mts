export function moveClock(ahead: number): void;
