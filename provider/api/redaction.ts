const REPLACEMENT = "[redacted]";

/** An Authorization header's value, also one that we never saw. Words such as "Basic authentication" are shorter. */
const CREDENTIALS = /\b(?:bearer|basic)\s+(?:\[redacted\]|[\w.~+/=%-]{16,})/gi;

/**
 * Remembers every secret that passes through the API client, so that text from outside (an API's message that echoes what
 * it was sent) can be cleaned before it becomes part of an error.
 */
export class Redactor {
  private readonly secrets = new Set<string>();

  /** Remembers a secret. Too short ones are left out: replacing them would garble any text. */
  remember(secret: string | undefined): void {
    if (secret === undefined || secret.length < 8) return;
    this.secrets.add(secret);
    // A form or a URL that is echoed holds it in this shape.
    this.secrets.add(encodeURIComponent(secret.toWellFormed()));
  }

  /** The text with every remembered secret replaced, and every Authorization header. */
  clean(text: string): string {
    let cleaned = text;
    for (const secret of this.secrets) cleaned = cleaned.replaceAll(secret, REPLACEMENT);
    return cleaned.replaceAll(CREDENTIALS, REPLACEMENT);
  }
}
