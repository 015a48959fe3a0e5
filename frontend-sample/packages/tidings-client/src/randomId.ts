/** Makes an id that nobody else makes, such as the value of `X-Client-Mutation-Id`. */
export function newId(): string {
  // randomUUID exists on secure origins only.
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
