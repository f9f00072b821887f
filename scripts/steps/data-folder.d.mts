export function makeDataFolder(folder: string): void;
export function provideSecrets(folder: string): void;
export function seedDemo(folder: string): Promise<void>;
