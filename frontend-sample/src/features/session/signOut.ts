import { currentSession, endSession } from '../../api/session'
import { notifyError } from '../../ui/notify'

/** Ends the session here, and at the issuer if it began there. */
export function signOut(): void {
  const authority = currentSession()?.authority
  endSession('left')
  if (authority !== 'issuer') return
  import('../../api/issuer')
    .then(({ leaveIssuer }) => leaveIssuer())
    .catch((error: unknown) => {
      notifyError('You are still signed in at the issuer', error)
    })
}
