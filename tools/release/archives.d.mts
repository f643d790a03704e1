/** Writes the archives of the plugin and their checksums to `folder`. The last of the files is the one with the checksums. */
export function makeRelease(folder: string): Promise<{ version: string; files: string[] }>;
