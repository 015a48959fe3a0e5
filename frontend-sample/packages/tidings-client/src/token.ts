/**
 * Gives the token of the signed-in user, or `undefined` when nobody is signed in.
 *
 * Asked before each connection, and with the token in use when a newer one is needed. A source that throws is asked
 * again later; it does not sign anybody out.
 */
export type TokenSource = (outdated?: string) => string | undefined | Promise<string | undefined>

const TOKEN_TIMEOUT = 15_000

/**
 * Asks for a token.
 *
 * @throws Error when the source does not answer; a source that hangs must not end the attempts
 */
export async function askForToken(
  source: TokenSource,
  outdated?: string,
): Promise<string | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Expected a token within ${TOKEN_TIMEOUT} ms, but there was none`))
    }, TOKEN_TIMEOUT)
  })
  try {
    return await Promise.race([source(outdated), timeout])
  } finally {
    clearTimeout(timer)
  }
}
