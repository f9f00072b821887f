export function makeDataFolder(folder: string): void;
export function provideSecrets(folder: string): void;
export function isDemoMissing(folder: string): boolean;
export function seedDemo(folder: string): Promise<void>;
