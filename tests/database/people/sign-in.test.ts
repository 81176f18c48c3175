import { hashSync } from '@node-rs/argon2'
import { beforeAll, expect, test } from 'vitest'
import { createClient } from '@/lib/data/client'
import { ServiceError } from '@/lib/services/errors'
import { hashPassword } from '@/lib/services/people/password'
import { signIn } from '@/lib/services/session/sign-in'
import { testDatabase } from '../../support/database'
import { makeUser } from '../../support/factories'

const t = testDatabase()
const PASSWORD = 'a sentence that one remembers'
let passwordHash: string

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD)
})

const tryTo = async (input: { email: string; password?: string; ip?: string | null }, db = t.db) => {
  const { email, password = PASSWORD, ip = null } = input
  try {
    return { opened: await signIn({ db, now: new Date() }, { email, password, ip, userAgent: 'test', replaces: null }) }
  } catch (error) {
    if (error instanceof ServiceError) return { code: error.code, message: error.message }
    throw error
  }
}

/** Time passes for the throttle: everything tried so far lies further back. */
const letPass = (seconds: number) =>
  t.db.$executeRaw`update login_attempts set at = at - make_interval(secs => ${seconds}::float)`

test('the right password opens a session of its own each time, and says so in the audit log', async () => {
  const user = await makeUser(t.db, { passwordHash })
  const first = await tryTo({ email: ` ${user.email.toUpperCase()} ` })
  const second = await tryTo({ email: user.email })
  expect(first.opened?.userId).toBe(user.id)
  expect(second.opened?.sessionId).not.toBe(first.opened?.sessionId)
  const events = await t.db.auditEvent.findMany({ where: { actorId: user.id, action: 'session.open' } })
  expect(events).toHaveLength(2)
})

test('unknown address, wrong password, disabled account and one without a password are refused in the same words', async () => {
  const user = await makeUser(t.db, { passwordHash })
  const disabled = await makeUser(t.db, { passwordHash, disabledAt: new Date() })
  const withoutPassword = await makeUser(t.db, { passwordHash: null, oidcSubject: 'somebody' })
  const answers = [
    await tryTo({ email: 'nobody@example.org' }),
    await tryTo({ email: user.email, password: 'another sentence altogether' }),
    await tryTo({ email: disabled.email }),
    await tryTo({ email: withoutPassword.email }),
    await tryTo({ email: user.email, password: 'x'.repeat(10_000) }),
    await tryTo({ email: `${'x'.repeat(10_000)}\0@example.org` }),
  ]
  expect(answers[0]).toEqual({ code: 'unauthenticated', message: expect.stringContaining('do not belong together') })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('passwords are kept as argon2id at the floor of OWASP or above, and older ones are hashed anew when they are used', async () => {
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const weak = hashSync(PASSWORD, { memoryCost: 4_096, timeCost: 1, parallelism: 1 })
  const user = await makeUser(t.db, { passwordHash: weak })
  expect((await tryTo({ email: user.email })).opened).toBeDefined()
  const { passwordHash: stored } = await t.db.user.findUniqueOrThrow({ where: { id: user.id } })
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect((await tryTo({ email: user.email })).opened).toBeDefined()
})

test('a hundred tries at once, from two processes, are a hundred tries: all but the first few have to wait', async () => {
  const user = await makeUser(t.db, { passwordHash })
  const other = createClient(t.url, 5)
  try {
    const tries = Array.from({ length: 100 }, (_, n) =>
      tryTo({ email: user.email, password: `a wrong sentence ${n}` }, n % 2 ? other : t.db),
    )
    const codes = (await Promise.all(tries)).map(({ code }) => code)
    const looked = codes.filter((code) => code === 'unauthenticated').length
    expect(looked).toBeGreaterThanOrEqual(5)
    // On a busy machine the hundred take longer than the first waits of 2, 4 and 8 s.
    expect(looked).toBeLessThanOrEqual(8)
    expect(codes.filter((code) => code === 'limited')).toHaveLength(100 - looked)
  } finally {
    await other.$disconnect()
  }
})

test('the wait grows with each failure up to a minute, ends by itself, and a success takes it away', async () => {
  const { email } = await makeUser(t.db, { passwordHash })
  const fail = () => tryTo({ email, password: 'a wrong sentence again' })
  for (let n = 0; n < 5; n++) expect((await fail()).code).toBe('unauthenticated')
  const waits: number[] = []
  for (let n = 0; n < 7; n++) {
    const { code, message } = await tryTo({ email })
    expect(code, 'the right password has to wait too').toBe('limited')
    waits.push(Number(message?.match(/in (\d+) s/)?.[1]))
    await letPass(waits.at(-1)!)
    expect((await fail()).code).toBe('unauthenticated')
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 60, 60])
  await letPass(60)
  expect((await tryTo({ email })).opened).toBeDefined()
  expect((await fail()).code, 'counted from the success on').toBe('unauthenticated')
  expect((await tryTo({ email })).opened).toBeDefined()
})

test('of a thousand tries at one account at most sixty an hour reach the hash, and the owner gets in afterwards', async () => {
  const { email } = await makeUser(t.db, { passwordHash })
  let reached = 0
  for (let n = 0; n < 60; n++) {
    if ((await tryTo({ email, password: 'short' })).code === 'unauthenticated') reached += 1
    await letPass(61)
  }
  expect(reached).toBe(60)
  await t.db.$executeRaw`update login_attempts set at = now() - interval '2 minutes' where email = ${email}`
  const refused = await tryTo({ email })
  expect(refused).toMatchObject({ code: 'limited', message: expect.stringContaining('600 s') })
  await letPass(3_600)
  expect((await tryTo({ email })).opened).toBeDefined()
})

test('one address that tries account after account is held up; others are not', async () => {
  const user = await makeUser(t.db, { passwordHash })
  await t.db.$executeRaw`
    insert into login_attempts (id, email, ip, ok) select gen_random_uuid(), n || '@example.org', '203.0.113.9', false
    from generate_series(1, 300) n`
  expect((await tryTo({ email: user.email, ip: '203.0.113.9' })).code).toBe('limited')
  expect((await tryTo({ email: user.email, ip: '203.0.113.10' })).opened).toBeDefined()
})

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!

async function compareTimes(pairs: number): Promise<number> {
  const times = { known: [] as number[], unknown: [] as number[] }
  for (let n = 0; n < pairs; n++) {
    const { email } = await makeUser(t.db, { passwordHash })
    for (const [kind, address] of [
      ['known', email],
      ['unknown', `no-${email}`],
    ] as const) {
      const began = performance.now()
      await tryTo({ email: address, password: 'a wrong sentence here' })
      times[kind].push(performance.now() - began)
    }
  }
  return Math.abs(median(times.known) / median(times.unknown) - 1)
}

test('an unknown address takes as long as a wrong password', async () => {
  await tryTo({ email: 'warm-up@example.org' })
  // A busy machine may spoil a round, never three.
  let difference = 1
  for (let round = 0; round < 3 && difference >= 0.1; round++) difference = await compareTimes(50)
  expect(difference).toBeLessThan(0.1)
})
