/** The access keys that the local AWS knows. */
import { randomBytes } from 'node:crypto'
import type { Settings } from '../options.js'

/** Who made a request. */
export interface Caller {
  readonly accountId: string
  readonly arn: string
  readonly userId: string
}

export interface KnownCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number
  readonly caller: Caller
}

export interface CredentialBook {
  /** The user's long-term key. */
  readonly user: KnownCredentials
  find(accessKeyId: string): KnownCredentials | undefined
  startSession(roleArn: string, sessionName: string, expiresAt: number): KnownCredentials
  /** Ends every session at once, as if its time were over. */
  expireSessions(): void
}

/** The key pair that AWS's own documentation uses in its examples: it opens nothing. */
const EXAMPLE_ACCESS_KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
const EXAMPLE_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'

export function createCredentialBook(settings: Settings): CredentialBook {
  const user = exampleUser(settings)
  const known = new Map<string, KnownCredentials>([[user.accessKeyId, user]])
  return {
    user,
    find: (accessKeyId) => known.get(accessKeyId),
    startSession(roleArn, sessionName, expiresAt) {
      const session = newSession(roleArn, sessionName, expiresAt)
      known.set(session.accessKeyId, session)
      return session
    },
    expireSessions() {
      for (const [id, session] of known)
        if (session.expiresAt !== undefined) known.set(id, { ...session, expiresAt: Number.NEGATIVE_INFINITY })
    },
  }
}

function exampleUser(settings: Settings): KnownCredentials {
  return {
    accessKeyId: EXAMPLE_ACCESS_KEY_ID,
    secretAccessKey: EXAMPLE_SECRET,
    caller: {
      accountId: settings.accountId,
      arn: `arn:${settings.partition}:iam::${settings.accountId}:user/example`,
      userId: 'AIDAEXAMPLEUSER',
    },
  }
}

function newSession(roleArn: string, sessionName: string, expiresAt: number): KnownCredentials {
  const [, partition = '', , , accountId = '', resource = ''] = roleArn.split(':')
  const roleName = resource.slice(resource.lastIndexOf('/') + 1)
  return {
    accessKeyId: `ASIAEXAMPLE${randomBytes(5).toString('hex').toUpperCase()}`,
    secretAccessKey: `example-secret-${randomBytes(12).toString('hex')}`,
    sessionToken: `example-session-token-${randomBytes(48).toString('base64url')}`,
    expiresAt,
    caller: {
      accountId,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${sessionName}`,
      userId: `AROAEXAMPLEROLE:${sessionName}`,
    },
  }
}
