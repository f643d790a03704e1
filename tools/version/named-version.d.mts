/** The text with the new version wherever it names the old one. */
export function withVersion(text: string, before: string, version: string): string;
