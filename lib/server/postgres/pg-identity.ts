import { execFileSync } from 'node:child_process'

/** The system user that PostgreSQL runs as; undefined: the one we are. */
export interface PgIdentity {
  uid: number
  gid: number
}

const id = (flag: '-u' | '-g') =>
  Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))

function lookUp(): PgIdentity | undefined {
  try {
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return undefined
  }
}

/** PostgreSQL refuses to run as root: then it runs as the system user "postgres", which is made if there is none. */
export function requirePgIdentity(): PgIdentity | undefined {
  if (process.getuid?.() !== 0) return undefined
  const known = lookUp()
  if (known) return known
  const makers = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
    ['adduser', '-S', '-D', '-H', 'postgres'],
  ]
  for (const [command = '', ...args] of makers) {
    try {
      execFileSync(command, args, { stdio: 'ignore' })
      break
    } catch {
      // Not this system's way of making a user: the next one is tried.
    }
  }
  const made = lookUp()
  if (made) return made
  throw new Error(
    'PostgreSQL cannot run as root, and no system user "postgres" could be made for it. ' +
      'Make one (useradd --system postgres), start Plumbline as an ordinary user, or set DATABASE_URL.',
  )
}
