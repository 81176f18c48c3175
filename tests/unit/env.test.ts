import { expect, test } from 'vitest'
import { isOwnOrigin, parseEnv, SetupError } from '@/lib/server/env'

test('without any setting, everything has its default', () => {
  expect(parseEnv({})).toEqual({ PLUMBLINE_INSECURE_HTTP: false, PLUMBLINE_TRUST_PROXY: false })
})

test('an empty variable counts as unset', () => {
  expect(parseEnv({ DATABASE_URL: '', PORT: '', PLUMBLINE_URL: '', HOST: '' }).PORT).toBeUndefined()
})

test.each([
  ['PORT', 'many'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['PLUMBLINE_URL', 'plumbline.example.org'],
  ['PLUMBLINE_URL', 'ftp://plumbline.example.org'],
  ['PLUMBLINE_URL', 'https://plumbline.example.org/path'],
  ['PLUMBLINE_SESSION_SECRET', 'short'],
  ['PLUMBLINE_INSECURE_HTTP', 'perhaps'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => parseEnv({ [name]: value })).toThrow(SetupError)
  expect(() => parseEnv({ [name]: value })).toThrow(name)
})

test('what is refused is not repeated: it may be a secret', () => {
  const message = (() => {
    try {
      parseEnv({ PLUMBLINE_ENCRYPTION_KEY: 'hunter2' })
    } catch (error) {
      return (error as Error).message
    }
  })()
  expect(message).toContain('PLUMBLINE_ENCRYPTION_KEY')
  expect(message).not.toContain('hunter2')
})

test('plain http is for this machine, unless the operator says otherwise', () => {
  expect(() => parseEnv({ PLUMBLINE_URL: 'http://plumbline.example.org' })).toThrow('PLUMBLINE_INSECURE_HTTP=1')
  parseEnv({ PLUMBLINE_URL: 'http://plumbline.example.org', PLUMBLINE_INSECURE_HTTP: '1' })
  parseEnv({ PLUMBLINE_URL: 'https://plumbline.example.org' })
  parseEnv({ PLUMBLINE_URL: 'http://localhost:3000' })
  parseEnv({ PLUMBLINE_URL: 'http://[::1]:3000' })
})

test('OIDC needs all of its settings', () => {
  expect(() => parseEnv({ PLUMBLINE_OIDC_ISSUER: 'https://id.example.org' })).toThrow('PLUMBLINE_OIDC_CLIENT_ID')
})

test('an origin is our own when it is the public one, or this machine under another of its names', () => {
  const here = new URL('http://localhost:3000')
  expect(isOwnOrigin('http://127.0.0.1:3000', here)).toBe(true)
  expect(isOwnOrigin('http://localhost:3001', here)).toBe(false)
  expect(isOwnOrigin('http://localhost.example.org:3000', here)).toBe(false)
  expect(isOwnOrigin('null', here)).toBe(false)
  const there = new URL('https://plumbline.example.org')
  expect(isOwnOrigin('https://plumbline.example.org', there)).toBe(true)
  expect(isOwnOrigin('http://plumbline.example.org', there)).toBe(false)
  expect(isOwnOrigin('http://localhost:3000', there)).toBe(false)
})
